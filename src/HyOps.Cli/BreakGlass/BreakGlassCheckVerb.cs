using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Engine.BreakGlass;

namespace HyOps.Cli.BreakGlass;

/// <summary><c>hyops breakglass check</c>.</summary>
internal static class BreakGlassCheckVerb
{
    internal static Verb Create()
    {
        var withoutKey = new Option<bool>("--without-key") { Description = "Look only at what the file shows to everybody, and say so: for a machine that must not hold a key of it." };
        return new Verb(
            "check",
            "Says whether the break-glass file would do: people can open it without Azure Key Vault, it holds the minimal set and nothing else, nothing in the clear, every tag and the check value are right. "
            + "All that is wrong is said at once. Ends with 0 where nothing is, 13 where what it holds is refused, 21 where it cannot be opened.",
            async (invocation, cancellationToken) =>
            {
                var opened = OpenedBreakGlass.Of(invocation);
                var report = await new CheckBreakGlass(opened.Store, opened.Chosen.ProjectRoot).RunAsync(opens: !invocation.Get(withoutKey), cancellationToken);
                return BreakGlassAnswer.Give(invocation, opened, report);
            })
        {
            Options = { withoutKey },
            Examples =
            [
                new("hyops breakglass check --env drill", "tries the operator's key, too"),
                new("hyops breakglass check --env drill --without-key --json", "the same without a key, for a pipeline"),
            ],
        };
    }
}
