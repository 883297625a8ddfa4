using HyOps.Core.Secrets;

namespace HyOps.Core.Lifecycle;

/// <summary>A step of kind <c>gate</c>: a person approves, for this run alone.</summary>
public sealed record GateStep : PhaseStep
{
    /// <summary>How long a gate waits where nothing is said.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>What the person is asked.</summary>
    public required string Question { get; init; }

    /// <summary>How long the run waits for the approval, and how long an approval is good.</summary>
    public TimeSpan Expires { get; init; } = Patience;

    /// <inheritdoc/>
    public override string Title => StepKinds.Of(Kind);

    /// <inheritdoc/>
    public override IEnumerable<SecretName> RequiredKeys => [];
}
