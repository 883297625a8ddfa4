using System.Collections.Immutable;
using HyOps.Core.Modules;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Preflight.Secrets;

/// <summary>The keys that modules and probes need at run time, and what each holds.</summary>
internal static class NeededKeys
{
    /// <summary>Every key once, in order; where two modules say what it holds, the first one counts, and where none does, its name.</summary>
    /// <param name="modules">The modules.</param>
    /// <param name="others">The keys of probes.</param>
    public static ImmutableSortedDictionary<SecretName, SecretSpec> Of(IEnumerable<ResolvedModule> modules, IEnumerable<SecretName> others)
    {
        var keys = ImmutableSortedDictionary.CreateBuilder<SecretName, SecretSpec>();
        foreach (var module in modules)
        {
            foreach (var key in module.RequiredEnv)
            {
                keys.TryAdd(key, module.SpecOf(key));
            }
        }

        foreach (var key in others)
        {
            keys.TryAdd(key, SecretKinds.ByName(key));
        }

        return keys.ToImmutable();
    }
}
