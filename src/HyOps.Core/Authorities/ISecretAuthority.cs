using HyOps.Core.Secrets;

namespace HyOps.Core.Authorities;

/// <summary>
/// The single source of truth for secret values in steady state. One lives as long as a run: what it has read it keeps in memory and does not
/// ask for again. Safe for use by several at once. Values are registered with the masker before they are returned.
/// </summary>
public interface ISecretAuthority : IAsyncDisposable
{
    /// <summary>The kind, as environment.yml names it: <c>azure-key-vault</c>.</summary>
    string Kind { get; }

    /// <summary>Its address.</summary>
    Uri Address { get; }

    /// <summary>Reads secrets, in parallel and within the authority's limits.</summary>
    /// <param name="references">What to read; each once.</param>
    /// <param name="cancellationToken">Cancelled = no further request.</param>
    /// <returns>All that was found and all that was not: the first failure hides no other.</returns>
    /// <exception cref="AuthorityException">The authority cannot be used at all.</exception>
    Task<AuthorityReading> ReadAsync(IReadOnlyCollection<SecretReference> references, CancellationToken cancellationToken);

    /// <summary>Lists the versions of a secret, the newest first; no values.</summary>
    /// <param name="name">The secret's name.</param>
    /// <param name="cancellationToken">Cancelled = no further request.</param>
    /// <returns>Nothing where there is no such secret.</returns>
    /// <exception cref="AuthorityException">The authority cannot be used, or does not allow it.</exception>
    Task<IReadOnlyList<SecretVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken);

    /// <summary>Makes a new version of a secret, or the secret.</summary>
    /// <param name="name">The secret's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="cancellationToken">Cancelled = no further request.</param>
    /// <exception cref="AuthorityException">It cannot be written: not allowed, deleted and not purged, too large.</exception>
    Task<SecretVersion> WriteAsync(string name, SecretValue value, CancellationToken cancellationToken);

    /// <summary>Takes a version out of use; it may be enabled again by hand. One that is disabled already is fine.</summary>
    /// <param name="name">The secret's name.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Cancelled = no further request.</param>
    /// <exception cref="AuthorityException">There is no such version, or it is not allowed.</exception>
    Task DisableAsync(string name, string version, CancellationToken cancellationToken);
}
