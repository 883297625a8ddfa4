using System.Collections.Immutable;
using HyOps.Core.Secrets;

namespace HyOps.Vault;

/// <summary>What the body of a bundle says.</summary>
public sealed record EnvFile
{
    /// <summary>A body of nothing.</summary>
    public static EnvFile Empty { get; } = new();

    /// <summary>The comment lines, with their <c>#</c>, in their order; they are written first.</summary>
    public ImmutableArray<string> Comments { get; init; } = [];

    /// <summary>The secrets.</summary>
    public SecretBundle Secrets { get; init; } = SecretBundle.Empty;
}
