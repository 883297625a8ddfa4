using HyOps.Core;
using HyOps.Core.Runs;

namespace HyOps.Engine.Rotation;

/// <summary>What a rotation did, or with <c>--plan</c> would do.</summary>
public sealed record RotationResult
{
    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>The authority's address.</summary>
    public required Uri Authority { get; init; }

    /// <summary>The keys, in the order asked.</summary>
    public required IReadOnlyList<RotatedKey> Keys { get; init; }

    /// <summary>The run; null where nothing was to be recorded.</summary>
    public RunId? RunId { get; init; }

    /// <summary>Where its record is.</summary>
    public string? RecordDirectory { get; init; }

    /// <summary>Why the record is not signed although it should be; null where it is, or where nobody asked.</summary>
    public string? SigningFailure { get; init; }

    /// <summary>The secrets that its programs left where they must not be.</summary>
    public IReadOnlyList<Leak> Leaks { get; init; } = [];

    /// <summary>The exit code of the host: 21 where a secret was left behind, 20 where a step or probe failed or the record could not be signed, 13 where an old version stays because of consumers that were not verified.</summary>
    public ExitCode ExitCode =>
        Leaks.Count > 0 ? ExitCode.SecretsFailed :
        Keys.Any(key => key.Failure is not null || key.Plan.Consumers.Any(consumer => consumer.Status is ConsumerStatus.Failed)) ? ExitCode.ToolFailed
        : Keys.Any(key => key.State?.IsOpen == true) ? ExitCode.Refused
        : SigningFailure is null ? ExitCode.Ok : ExitCode.ToolFailed;
}

/// <summary>What became of a key.</summary>
/// <param name="Plan">What it means to rotate it, with the consumers as they are now.</param>
/// <param name="State">How far it is; null where it was only planned.</param>
/// <param name="Failure">What stopped it.</param>
public sealed record RotatedKey(RotationPlan Plan, RotationState? State, string? Failure = null);
