using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HyOps.Core.Plans;

namespace HyOps.Engine.Plans;

/// <summary>What is inside of a seal: the review that was approved, what it is bound to, and the tools' own plans.</summary>
internal sealed record SealedPlan
{
    /// <summary>The review.</summary>
    public required PlanReport Report { get; init; }

    /// <summary>All that must be the same when it is applied.</summary>
    public required ImmutableArray<PlanBinding> Bindings { get; init; }

    /// <summary>The key under which secrets were fingerprinted; it belongs to this plan alone.</summary>
    public required byte[] FingerprintKey { get; init; }

    /// <summary>The steps that could be planned.</summary>
    public required ImmutableArray<SealedStep> Steps { get; init; }

    /// <summary>A step's part; null where it could not be planned.</summary>
    /// <param name="step">The step's id.</param>
    public SealedStep? Of(string step) => Steps.FirstOrDefault(one => one.Step == step);

    /// <summary>A step's plan, as its driver made it.</summary>
    /// <param name="step">The step.</param>
    public DriverPlan PlanOf(SealedStep step)
    {
        var review = Report.Steps.First(one => one.Step == step.Step);
        return new DriverPlan { Effect = review.Effect, Summary = review.Summary, Resources = review.Resources, File = step.File, Drift = step.Drift };
    }
}

/// <summary>A step of a sealed plan.</summary>
internal sealed record SealedStep
{
    /// <summary>Its id.</summary>
    public required string Step { get; init; }

    /// <summary>The inputs that it was planned with, wired values included: names of secrets only.</summary>
    public required JsonObject Inputs { get; init; }

    /// <summary>The tool's own plan; empty where it has none.</summary>
    public required byte[] File { get; init; }

    /// <summary>The losses that were allowed by name when it was planned; the approval covers them, and no others.</summary>
    public required ImmutableArray<string> AllowedDestroys { get; init; }

    /// <summary>What the tool had found changed outside of it.</summary>
    public required ImmutableSortedDictionary<string, DriftedObject> Drift { get; init; }
}

/// <summary>JSON for <see cref="SealedPlan"/>, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SealedPlan))]
internal sealed partial class SealedPlanJson : JsonSerializerContext;
