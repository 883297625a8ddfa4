using HyOps.Cli.Hosting;
using HyOps.Cli.Secrets;
using HyOps.Engine.BreakGlass;

namespace HyOps.Cli.BreakGlass;

/// <summary>The break-glass file that an invocation means, and the bundle beside it. Neither is opened yet.</summary>
internal sealed class OpenedBreakGlass
{
    private OpenedBreakGlass(OpenedSecrets secrets, ChosenBreakGlass chosen, BreakGlassStore store) => (Secrets, Chosen, Store) = (secrets, chosen, store);

    internal OpenedSecrets Secrets { get; }

    internal ChosenBreakGlass Chosen { get; }

    internal BreakGlassStore Store { get; }

    internal static OpenedBreakGlass Of(Invocation invocation)
    {
        var secrets = OpenedSecrets.Of(invocation);
        var chosen = ChosenBreakGlass.From(invocation.World, invocation.Project, secrets.Chosen);
        return new OpenedBreakGlass(secrets, chosen, new BreakGlassStore(chosen.Settings, chosen.ProjectRoot, secrets.Runner, invocation.Masker, invocation.World));
    }
}
