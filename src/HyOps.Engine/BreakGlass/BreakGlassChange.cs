using System.Collections.Immutable;
using HyOps.Core.Secrets;

namespace HyOps.Engine.BreakGlass;

/// <summary>What a verb did to the break-glass file.</summary>
/// <param name="File">The file, relative to the project's root.</param>
/// <param name="Keys">The keys that it is about, each with what became of it: <c>added</c>, <c>changed</c>, <c>unchanged</c>, <c>removed</c>, <c>kept</c>.</param>
public sealed record BreakGlassChange(string File, ImmutableArray<KeyValuePair<string, string>> Keys)
{
    /// <summary>Who can open the file now, where the verb decides that: age recipients and fingerprints.</summary>
    public ImmutableArray<string> Recipients { get; init; } = [];

    /// <summary>The keys of the minimal set that the file lacks.</summary>
    public ImmutableArray<SecretName> Missing { get; init; } = [];
}
