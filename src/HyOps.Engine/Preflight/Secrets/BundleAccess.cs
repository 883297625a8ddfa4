using HyOps.Core.Secrets;
using HyOps.Engine.Passwords;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.Preflight.Secrets;

/// <summary>The real bundle, as preflight looks at it.</summary>
/// <param name="passwords">Where the vault password comes from.</param>
/// <param name="store">The bundle.</param>
public sealed class BundleAccess(VaultPasswordSource passwords, BundleStore store) : IBundleAccess
{
    /// <inheritdoc/>
    public async Task<string> AskPasswordSourceAsync(CancellationToken cancellationToken) =>
        (await passwords.FindAsync(cancellationToken).ConfigureAwait(false)).Source;

    /// <inheritdoc/>
    public Task<SecretBundle> OpenAsync(CancellationToken cancellationToken) => store.OpenAsync(cancellationToken);
}
