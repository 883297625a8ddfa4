using HyOps.Core;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Preflight.Secrets;

/// <summary>What preflight needs to know of the encrypted bundle.</summary>
public interface IBundleAccess
{
    /// <summary>Asks the password source, and forgets the answer.</summary>
    /// <param name="cancellationToken">Cancelled = the source's command is interrupted.</param>
    /// <returns>Which source answered, for people: <c>--vault-password-file ./pw</c>.</returns>
    /// <exception cref="HyOpsException">No source, or it failed.</exception>
    Task<string> AskPasswordSourceAsync(CancellationToken cancellationToken);

    /// <summary>Opens the bundle in memory.</summary>
    /// <param name="cancellationToken">Cancelled = stop.</param>
    /// <exception cref="HyOpsException">It cannot be opened.</exception>
    Task<SecretBundle> OpenAsync(CancellationToken cancellationToken);
}
