namespace HyOps.Core.Authorities;

/// <summary>What an authority says of one version of a secret, without its value.</summary>
/// <param name="Name">The secret's name there.</param>
/// <param name="Version">The version, as the authority names it.</param>
public sealed record SecretVersion(string Name, string Version)
{
    /// <summary>Whether it may be read.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>When it was made, where the authority says so.</summary>
    public DateTimeOffset? CreatedOn { get; init; }

    /// <summary>When it was changed last, where the authority says so.</summary>
    public DateTimeOffset? UpdatedOn { get; init; }

    /// <summary>When it may be read no more.</summary>
    public DateTimeOffset? ExpiresOn { get; init; }
}
