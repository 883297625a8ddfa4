using System.Collections.Immutable;
using HyOps.Core.Modules;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets;

/// <summary>Which secrets there should be.</summary>
public sealed record EnsureOptions
{
    /// <summary>The keys.</summary>
    public required ImmutableArray<SecretName> Keys { get; init; }

    /// <summary>What a contract says of keys; others go by their names.</summary>
    public ImmutableDictionary<SecretName, SecretSpec> Specs { get; init; } = ImmutableDictionary<SecretName, SecretSpec>.Empty;

    /// <summary><c>--length</c>: for all that is generated.</summary>
    public int? Length { get; init; }

    /// <summary><c>--length-map KEY=N</c>: for one key; it wins.</summary>
    public ImmutableDictionary<SecretName, int> LengthMap { get; init; } = ImmutableDictionary<SecretName, int>.Empty;

    /// <summary><c>--force</c>: generate anew what is there. What cannot be generated is never replaced.</summary>
    public bool Force { get; init; }

    /// <summary><c>--dry-run</c>: only say what would be done.</summary>
    public bool DryRun { get; init; }

    /// <summary>The keys that modules require, with what their contracts say of them.</summary>
    /// <param name="modules">The modules.</param>
    public static EnsureOptions For(IEnumerable<ResolvedModule> modules)
    {
        var required = modules.SelectMany(module => module.RequiredEnv.Select(key => (Key: key, Spec: module.SpecOf(key)))).ToList();
        return new EnsureOptions
        {
            Keys = [.. required.Select(pair => pair.Key).Distinct()],
            Specs = required.GroupBy(pair => pair.Key).ToImmutableDictionary(group => group.Key, group => group.First().Spec),
        };
    }
}
