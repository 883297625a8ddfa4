namespace HyOps.Core.Runs;

/// <summary>What a recovery took, against its targets.</summary>
public sealed record RecordedRecovery
{
    /// <summary><c>drill</c> or <c>real</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>The run that this one went on with; null where it resumed none.</summary>
    public string? Resumes { get; init; }

    /// <summary>When its time began to count: the disaster of a drill, else the start of the first run.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>When the last of its <c>verify</c> steps was green; null where one was not.</summary>
    public DateTimeOffset? Recovered { get; init; }

    /// <summary>The time between them; null where it has not recovered.</summary>
    public long? RecoveryTimeMs { get; init; }

    /// <summary>The target for it; null where there is none.</summary>
    public long? RecoveryTimeTargetMs { get; init; }

    /// <summary>Rows that were acknowledged to a writer; null where no probe counted them.</summary>
    public long? RowsAcknowledged { get; init; }

    /// <summary>Those of them that are missing afterwards; null where no probe counted them.</summary>
    public long? RowsMissing { get; init; }

    /// <summary>How far back the data lies, in seconds; null where it was not measured.</summary>
    public double? DataLossSeconds { get; init; }

    /// <summary>The target for it; null where there is none.</summary>
    public double? DataLossTargetSeconds { get; init; }

    /// <summary>Whether the time met its target; null where either is unknown.</summary>
    public bool? MetRecoveryTime { get; init; }

    /// <summary>Whether the loss met its target; null where either is unknown.</summary>
    public bool? MetDataLoss { get; init; }
}
