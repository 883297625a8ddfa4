using System.Text.Json.Serialization;

namespace HyOps.Engine.Plans;

/// <summary>The mark that a plan was applied, or begun to be: it takes the place of the sealed plan, which is gone then.</summary>
public sealed record AppliedPlan
{
    /// <summary>The plan.</summary>
    public required string PlanId { get; init; }

    /// <summary>Its phase.</summary>
    public required string Phase { get; init; }

    /// <summary>Its environment.</summary>
    public required string Environment { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Who approved it.</summary>
    public required string ApprovedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it would have ceased to be good.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>The run that applied it.</summary>
    public required string Run { get; init; }

    /// <summary>When that began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How the run ended; null while it runs, and for ever where it was killed.</summary>
    public int? ExitCode { get; init; }
}

/// <summary>JSON for <see cref="AppliedPlan"/>, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(AppliedPlan))]
internal sealed partial class AppliedPlanJson : JsonSerializerContext;
