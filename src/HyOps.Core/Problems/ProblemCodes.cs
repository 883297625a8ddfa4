using System.Collections.Immutable;

namespace HyOps.Core.Problems;

/// <summary>Every code of a problem in a contract: stable, documented, one page each under docs/diagnostics/.</summary>
public static partial class ProblemCodes
{
    /// <summary>All codes, in their order.</summary>
    public static ImmutableArray<ProblemCode> All => [.. FilesCodes, .. ModulesCodes, .. EnvContractCodes, .. EnvironmentsCodes, .. SecretMapsCodes, .. ConsumersCodes];

    /// <summary>The code's title and explanation.</summary>
    /// <param name="id">The code, <c>HYO1203</c>.</param>
    public static ProblemCode? Find(string id) => All.FirstOrDefault(code => code.Id == id);
}
