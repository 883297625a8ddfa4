using HyOps.Core;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
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

    /// <summary>Opens the environment's authority with what the bundle holds for its login. Nothing is sent to it yet.</summary>
    /// <param name="services">Opens it.</param>
    /// <param name="environment">The environment; it has an authority.</param>
    /// <param name="projectRoot">The project's absolute root.</param>
    /// <param name="correlationId">Goes with every request.</param>
    /// <param name="cancellationToken">Cancelled = stop.</param>
    /// <exception cref="HyOpsException">It cannot be opened.</exception>
    Task<ISecretAuthority> OpenAuthorityAsync(
        EngineServices services, EnvironmentDefinition environment, string projectRoot, string correlationId, CancellationToken cancellationToken);
}
