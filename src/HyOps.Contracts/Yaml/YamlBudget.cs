namespace HyOps.Contracts.Yaml;

/// <summary>How much a YAML file may hold.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Depth">The deepest nesting.</param>
/// <param name="Values">The most values, aliases expanded.</param>
internal sealed record YamlBudget(int Bytes, int Depth, int Values)
{
    /// <summary>For what people write.</summary>
    public static YamlBudget Authored { get; } = new(YamlLimits.Bytes, YamlLimits.Depth, YamlLimits.Values);

    /// <summary>For what a cluster prints: <c>kubectl get crd -o yaml</c> of a busy one is tens of megabytes.</summary>
    public static YamlBudget Generated { get; } = new(64 * 1024 * 1024, 200, 5_000_000);
}
