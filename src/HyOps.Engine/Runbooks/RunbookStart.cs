using HyOps.Core.Environments;
using HyOps.Core.Leases;
using HyOps.Core.Lifecycle;
using HyOps.Core.World;
using HyOps.Engine.Leases;
using HyOps.Engine.Phases;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;

namespace HyOps.Engine.Runbooks;

/// <summary>What must fit before a recovery begins: the options, and the journal that it goes on with.</summary>
internal static class RunbookStart
{
    /// <summary>Finds the journal to go on with, on this machine.</summary>
    /// <returns>Null where nothing is resumed, or where the shared lease must be asked for it: see <see cref="FetchAsync"/>.</returns>
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

        if (ProductionNames.Of(plan, options.Recovery.Drill).FindIn(plan, environment.Directory) is { } named)
        {
            throw RunbookException.OfProduction(named, environment.Location.File);
        }

        return options.Recovery.Resume is { } resume && JournalOf(resume, environment, chosen, world) is { } journal
            ? Fitting(RunbookHistory.Read(journal), options, environment)
            : null;
    }

    /// <summary>Finds the journal of a run whose record is on another machine, beside the shared lease: which is ours, so that nobody else goes on with it.</summary>
    /// <returns>Null where nothing is resumed.</returns>
    /// <exception cref="RunbookException">It is not there either, was changed, or does not fit the run.</exception>
    /// <exception cref="LeaseException">It cannot be read.</exception>
    public static async Task<RunbookHistory?> FetchAsync(RunPhaseOptions options, EnvironmentDefinition environment, ChosenEnvironment chosen, SharedEnvironmentLease lease, CancellationToken cancellationToken)
    {
        if (options.Recovery.Resume is not { } asked)
        {
            return null;
        }

        var keeper = lease.Keeper ?? throw RunbookException.NowhereKept(asked, chosen.Root.LogsDirectory, $"leases of kind {lease.Kind} keep no journals");
        var kept = await keeper.ListJournalsAsync(cancellationToken).ConfigureAwait(false);
        var meant = kept.Contains(asked) ? [asked] : kept.Where(run => RunStore.Means(asked, run)).ToList();
        if (meant is not [var run])
        {
            throw RunbookException.NowhereKept(asked, chosen.Root.LogsDirectory, $"{(meant.Count == 0 ? "none" : $"{meant.Count}")} in {keeper.Place}, which keeps {(kept.Count == 0 ? "no journal of this environment" : $"those of {string.Join(", ", kept)}")}");
        }

        var place = $"the journal of {run} in {keeper.Place}";
        var history = RunbookHistory.Of(await keeper.ReadJournalAsync(run, cancellationToken).ConfigureAwait(false), place);
        return history.Run == run ? Fitting(history, options, environment) : throw RunbookException.JournalUnreadable(place, $"it is of {history.Run}");
    }

    private static RunbookHistory Fitting(RunbookHistory history, RunPhaseOptions options, EnvironmentDefinition environment)
    {
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

    // Null where it is not here, and a shared lease may have it.
    private static string? JournalOf(string resume, EnvironmentDefinition environment, ChosenEnvironment chosen, Surroundings world)
    {
        if (resume.Contains('/', StringComparison.Ordinal) || resume.EndsWith(".jsonl", StringComparison.Ordinal))
        {
            return world.Absolute(resume);
        }

        var store = new RunStore(chosen.Root.LogsDirectory);
        if (environment.Lease is not null && (store.Find(resume) is not { } here || !File.Exists(FileOf(here))))
        {
            return null;
        }

        var stored = store.Get(resume);
        return File.Exists(FileOf(stored)) ? FileOf(stored) : throw RunbookException.NoJournal(stored.Id.Value);
    }

    private static string FileOf(StoredRun run) => Path.Combine(run.Directory, RunbookJournal.FileName);
}
