using HyOps.Cli.Secrets;
using HyOps.Core.Secrets;
using HyOps.Engine.Preflight;

namespace HyOps.Cli.Preflight;

/// <summary>The bundle of the environment asked about, for the checks.</summary>
/// <param name="secrets">The bundle.</param>
internal sealed class PreflightBundle(OpenedSecrets secrets) : IBundleAccess
{
    /// <inheritdoc/>
    public async Task<string> AskPasswordSourceAsync(CancellationToken cancellationToken) => (await secrets.Passwords.FindAsync(cancellationToken)).Source;

    /// <inheritdoc/>
    public Task<SecretBundle> OpenAsync(CancellationToken cancellationToken) => secrets.Store.OpenAsync(cancellationToken);
}
