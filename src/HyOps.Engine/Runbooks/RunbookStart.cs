using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.World;
using HyOps.Engine.Phases;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;

namespace HyOps.Engine.Runbooks;

/// <summary>What must fit before a recovery begins: the options, and the journal that it goes on with.</summary>
internal static class RunbookStart
{
    /// <summary>Finds the journal to go on with.</summary>
    /// <returns>Null where nothing is resumed.</returns>
    /// <exception cref="RunbookException">The options do not fit the environment, or the journal does not fit the run.</exception>
    public static RunbookHistory? Require(RunPhaseOptions options, PhasePlan plan, EnvironmentDefinition environment, ChosenEnvironment chosen, Surroundings world)
    {
        if (plan.Runbook.Any(step => step is not PlanStep) && (options.Plan.PlanOnly || options.Plan.Apply is not null))
        {
            throw RunbookException.NotPlannable(PhaseNames.Of(options.Phase));
        }

        if (options.Recovery.Drill && plan.Drill is null)
        {
            throw RunbookException.NoDrill(environment.Name.Value, environment.Location.File);
        }

        if (options.Recovery.Resume is not { } resume)
        {
            return null;
        }

        var history = RunbookHistory.Read(JournalOf(resume, chosen, world));
        RequireSame("environment", history.Environment, environment.Name.Value);
        RequireSame("phase", history.Phase, PhaseNames.Of(options.Phase));
        RequireSame("a", Mode(history.IsDrill), Mode(options.Recovery.Drill));
        return history;
    }

    private static string Mode(bool isDrill) => isDrill ? "drill" : "real recovery";

    private static void RequireSame(string what, string inJournal, string asked)
    {
        if (inJournal != asked)
        {
            throw RunbookException.OfAnother(what, inJournal, asked);
        }
    }

    private static string JournalOf(string resume, ChosenEnvironment chosen, Surroundings world)
    {
        if (resume.Contains('/', StringComparison.Ordinal) || resume.EndsWith(".jsonl", StringComparison.Ordinal))
        {
            return world.Absolute(resume);
        }

        var stored = new RunStore(chosen.Root.LogsDirectory).Get(resume);
        var journal = Path.Combine(stored.Directory, RunbookJournal.FileName);
        return File.Exists(journal) ? journal : throw RunbookException.NoJournal(stored.Id.Value);
    }
}
