using System.Collections.Immutable;
using HyOps.Core.Modules;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Preflight.Secrets;

/// <summary>The keys that modules need at run time, and what each holds.</summary>
internal static class NeededKeys
{
    /// <summary>Every key once, in order; where two modules say what it holds, the first one counts.</summary>
    public static ImmutableSortedDictionary<SecretName, SecretSpec> Of(IEnumerable<ResolvedModule> modules)
    {
        var keys = ImmutableSortedDictionary.CreateBuilder<SecretName, SecretSpec>();
        foreach (var module in modules)
        {
            foreach (var key in module.RequiredEnv)
            {
                keys.TryAdd(key, module.SpecOf(key));
            }
        }

        return keys.ToImmutable();
    }
}
