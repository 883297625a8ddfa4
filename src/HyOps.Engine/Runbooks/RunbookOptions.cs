using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;

namespace HyOps.Engine.Runbooks;

/// <summary>What the operator asks of a recovery, beside what every phase takes.</summary>
public sealed record RunbookOptions
{
    /// <summary><c>--drill</c>: rehearse, with the environment's own disaster before and its clean-up after.</summary>
    public bool Drill { get; init; }

    /// <summary><c>--dry-run</c>: ask every check and probe once, and start nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary><c>--resume</c>: the run to go on with, by its id, or the path of its journal.</summary>
    public string? Resume { get; init; }

    /// <summary><c>--from</c>: the first step to run; those before it must be done.</summary>
    public string? From { get; init; }

    /// <summary><c>--only</c>: the steps to run, and no other.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary><c>--accept-split-brain</c>: promotions that may go on although their fence does not hold.</summary>
    public IReadOnlyList<string> AcceptSplitBrain { get; init; } = [];

    /// <summary><c>--accept-stale</c>: what the recovery rests on although it is too old, or nobody can tell how old it is.</summary>
    public IReadOnlyList<string> AcceptStale { get; init; } = [];

    private IEnumerable<string> Given =>
        new[]
            {
                (Drill, "--drill"), (DryRun, "--dry-run"), (Resume is not null, "--resume"), (From is not null, "--from"), (Only.Count > 0, "--only"),
                (AcceptSplitBrain.Count > 0, "--accept-split-brain"), (AcceptStale.Count > 0, "--accept-stale"),
            }
            .Where(option => option.Item1).Select(option => option.Item2);

    /// <summary>The same in an environment that is there for drills alone.</summary>
    internal RunbookOptions For(EnvironmentDefinition environment, Phase phase) =>
        environment.Phases.GetValueOrDefault(phase)?.Drill is { Always: true } ? this with { Drill = true } : this;

    /// <exception cref="RunbookException">One of them does not fit the phase or the others.</exception>
    internal void Require(Phase phase)
    {
        if (!phase.IsRecovery() && Given.FirstOrDefault() is { } option)
        {
            throw RunbookException.OnlyForRecovery(option, PhaseNames.Of(phase));
        }

        if (From is not null && Only.Count > 0)
        {
            throw RunbookException.Both("--from", "--only");
        }

        if (Drill && phase is not Phase.Dr)
        {
            throw RunbookException.OnlyForRecovery("--drill", PhaseNames.Of(phase));
        }
    }

    /// <summary>The steps that were asked for; null is all of them.</summary>
    /// <param name="plan">The phase.</param>
    /// <exception cref="RunbookException">One that is named does not exist.</exception>
    internal IReadOnlyCollection<string>? StepsOf(PhasePlan plan)
    {
        var ids = plan.Runbook.Select(step => step.Id).ToList();
        foreach (var (option, step) in Only.Select(step => ("--only", step)).Concat(From is null ? [] : [("--from", From)]).Concat(AcceptSplitBrain.Select(step => ("--accept-split-brain", step))))
        {
            if (!ids.Contains(step))
            {
                throw RunbookException.NoStep(option, step, ids);
            }
        }

        if (AcceptStale.FirstOrDefault(name => plan.Freshness.All(rule => rule.Name != name)) is { } unknown)
        {
            throw RunbookException.NoFreshness(unknown, PhaseNames.Of(plan.Phase), [.. plan.Freshness.Select(rule => rule.Name)]);
        }

        return From is not null ? ids[ids.IndexOf(From)..] : Only.Count > 0 ? Only : null;
    }
}
