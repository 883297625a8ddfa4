using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;
using HyOps.Engine.Authorities;
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

    /// <inheritdoc/>
    public Task<ISecretAuthority> OpenAuthorityAsync(
        EngineServices services, EnvironmentDefinition environment, string projectRoot, string correlationId, CancellationToken cancellationToken) =>
        new AuthorityOpener(services).OpenAsync(environment, projectRoot, store, correlationId, cancellationToken);
}
