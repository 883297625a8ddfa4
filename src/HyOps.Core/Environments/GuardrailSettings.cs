using System.Collections.Immutable;

namespace HyOps.Core.Environments;

/// <summary>guardrails of environment.yml.</summary>
public sealed record GuardrailSettings
{
    /// <summary>Resource address patterns that must not be destroyed, whatever the code says.</summary>
    public ImmutableArray<string> Protect { get; init; } = [];

    /// <summary>The most resources that one plan may destroy without their being named.</summary>
    public int MaxDestroy { get; init; }

    /// <summary>What else a plan may not do, in the order of the file.</summary>
    public ImmutableArray<PlanRule> Rules { get; init; } = [];
}
