using System.Collections.Immutable;
using HyOps.Core.Authorities;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Core.Environments;

/// <summary>Which secret of the authority each key means: the rows of a secret map in the scope that was asked for, by key.</summary>
/// <param name="Shown">The map's file, as shown to people.</param>
/// <param name="Rows">The rows.</param>
public sealed record SecretMap(string Shown, ImmutableSortedDictionary<SecretName, MappedSecret> Rows)
{
    /// <summary>The scope that takes every row.</summary>
    public const string AllScopes = "all";

    /// <summary>The map of no rows.</summary>
    public static SecretMap Empty { get; } = new("", ImmutableSortedDictionary<SecretName, MappedSecret>.Empty);
}

/// <summary>A row of a secret map.</summary>
/// <param name="Key">The environment key.</param>
/// <param name="Reference">The secret in the authority.</param>
/// <param name="Scope">The row's scope.</param>
/// <param name="Location">Where it stands.</param>
public sealed record MappedSecret(SecretName Key, SecretReference Reference, string Scope, SourceLocation Location);
