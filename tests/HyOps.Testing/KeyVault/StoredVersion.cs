using System.Collections.Immutable;

namespace HyOps.Testing.KeyVault;

/// <summary>A version of a secret in a <see cref="SecretStore"/>.</summary>
public sealed record StoredVersion
{
    /// <summary>The secret's name.</summary>
    public required string Name { get; init; }

    /// <summary>The version: 32 hex digits.</summary>
    public required string Version { get; init; }

    /// <summary>The value.</summary>
    public required string Value { get; init; }

    /// <summary>Whether it may be read.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>From when on it is valid.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Until when it is valid.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset Updated { get; init; }

    /// <summary>What its owner says of its form.</summary>
    public string? ContentType { get; init; }

    /// <summary>Its tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
