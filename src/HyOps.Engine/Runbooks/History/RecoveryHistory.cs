using HyOps.Core.Lifecycle;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Reading;

namespace HyOps.Engine.Runbooks.History;

/// <summary>
/// The recoveries of one environment and phase whose records lie in a runtime root: one line a recovery, however many runs it took. A record
/// counts where every byte of it is as its run left it; the others are named and left out.
/// </summary>
public sealed record RecoveryHistory
{
    /// <summary>At most so many recoveries, the newest: what is looked at, every byte of it, stays bounded.</summary>
    public static int Most => 50;

    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>The phase: <c>dr</c> or <c>dr-failback</c>.</summary>
    public required Phase Phase { get; init; }

    /// <summary>The recoveries by the time that each began, newest last.</summary>
    public required IReadOnlyList<PastRecovery> Recoveries { get; init; }

    /// <summary>The runs whose records cannot be relied on, newest first; without those that a later run resumed, which tells of them.</summary>
    public required IReadOnlyList<LeftOutRun> LeftOut { get; init; }

    /// <summary>The ids of the runs that go on now, newest first.</summary>
    public required IReadOnlyList<string> Running { get; init; }

    /// <summary>Whether there are older ones that were not looked at.</summary>
    public required bool HasOlder { get; init; }

    /// <summary>Reads it.</summary>
    /// <param name="logsDirectory"><c>&lt;root&gt;/logs</c>.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="phase">The phase.</param>
    public static RecoveryHistory Read(string logsDirectory, string environment, Phase phase) => new HistoryReader(environment, phase).Read(new RunStore(logsDirectory));

    /// <summary>Reads the history that a run belongs to, from the records beside its own; null where its phase is no recovery's.</summary>
    /// <param name="run">The run.</param>
    public static RecoveryHistory? Beside(RunReading run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return PhaseNames.TryParse(run.Record.Verb, out var phase) && phase.IsRecovery() ? Read(Path.GetFullPath("../..", run.Directory), run.Record.Environment, phase) : null;
    }

    /// <summary>The recovery that a run was part of; null where it is not listed.</summary>
    /// <param name="run">The run's id.</param>
    public PastRecovery? Of(string run) => Recoveries.FirstOrDefault(recovery => recovery.Runs.Contains(run));
}

/// <summary>A run that is not listed because its record cannot be relied on.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="IsTorn">Whether it was cut off; else something was changed, or cannot be read.</param>
/// <param name="Why">What a look at its record said, in a line.</param>
public sealed record LeftOutRun(string Run, bool IsTorn, string Why);
