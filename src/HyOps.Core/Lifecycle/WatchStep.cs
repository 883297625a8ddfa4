using HyOps.Core.Secrets;

namespace HyOps.Core.Lifecycle;

/// <summary>A step of kind <c>wait</c> or <c>verify</c>: its probe is asked until it says yes, or the budget is over.</summary>
public sealed record WatchStep : PhaseStep
{
    /// <summary>How long such a step waits where it has no budget.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait between two answers where nothing is said.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>The condition.</summary>
    public required StepProbe Probe { get; init; }

    /// <summary>How long to wait between two answers.</summary>
    public TimeSpan Every { get; init; } = Pause;

    /// <inheritdoc/>
    public override string Title => StepKinds.Of(Kind);

    /// <inheritdoc/>
    public override IEnumerable<SecretName> RequiredKeys => Probe.Keys;
}
