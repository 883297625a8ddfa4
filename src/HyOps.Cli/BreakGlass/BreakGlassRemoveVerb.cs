using HyOps.Cli.Hosting;
using HyOps.Cli.Secrets;
using HyOps.Engine.BreakGlass;

namespace HyOps.Cli.BreakGlass;

/// <summary><c>hyops breakglass remove</c>.</summary>
internal static class BreakGlassRemoveVerb
{
    internal static Verb Create()
    {
        var keys = KeyArguments.Many("The keys to take out, as they stand in the file.");
        return new Verb(
            "remove",
            "Takes keys out of the break-glass file: all of them or none. Git still has the file as it was: what was in it is changed at its source.",
            async (invocation, cancellationToken) =>
            {
                var opened = OpenedBreakGlass.Of(invocation);
                var change = await new RemoveFromBreakGlass(opened.Store).RunAsync([.. invocation.Get(keys) ?? []], cancellationToken);
                return BreakGlassAnswer.Give(invocation, opened, change);
            })
        {
            Arguments = { keys },
            Examples = [new("hyops breakglass remove --env drill OLD_TOKEN", "takes OLD_TOKEN out")],
        };
    }
}
