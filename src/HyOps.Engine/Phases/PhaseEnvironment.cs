using HyOps.Core.Commands;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.World;
using HyOps.Engine.Roots;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Phases;

/// <summary>What every child of a run sees, before its own secrets: the allow-list from the parent and who it runs for.</summary>
internal static class PhaseEnvironment
{
    // In the order in which the C library looks at them.
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    public static ChildEnvironment For(Surroundings world, ChosenEnvironment chosen, Phase phase, RunId run) =>
        InUtf8(ChildEnvironmentPolicy.FromParent(world.Variables))
            .With("HYOPS_RUN_ID", run.Value)
            .With("HYOPS_ENV", chosen.Name.Value)
            .With("HYOPS_PHASE", PhaseNames.Of(phase))
            .With("HYOPS_RUNTIME_ROOT", chosen.Root.FullPath);

    // Ansible refuses to start in any other locale, and a CI agent or cron has none at all.
    private static ChildEnvironment InUtf8(ChildEnvironment environment)
    {
        var locale = LocaleVariables.Select(name => environment.Plain.GetValueOrDefault(name)).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
        return locale.Replace("-", "", StringComparison.Ordinal).EndsWith("utf8", StringComparison.OrdinalIgnoreCase)
            ? environment
            : environment.With("LC_ALL", Utf8Locale.Name);
    }
}
