using HyOps.Core;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.Authorities;

/// <summary>Opens the authority of an environment, with the credentials that its login names, from the bundle.</summary>
/// <param name="services">What it stands on.</param>
public sealed class AuthorityOpener(EngineServices services)
{
    /// <summary>Opens it. Nothing is sent to it yet.</summary>
    /// <param name="environment">The environment; it has an authority.</param>
    /// <param name="projectRoot">The project's absolute root.</param>
    /// <param name="bundle">Where the login's own keys are; opened only where the login has some.</param>
    /// <param name="correlationId">The run's id.</param>
    /// <param name="cancellationToken">Ends the wait for the vault password.</param>
    /// <exception cref="HyOpsException">There is no authority, none of that kind can be opened here, or a key of its login is missing.</exception>
    public async Task<ISecretAuthority> OpenAsync(
        EnvironmentDefinition environment, string projectRoot, BundleStore bundle, string correlationId, CancellationToken cancellationToken)
    {
        var settings = environment.Authority ?? throw NoAuthority(environment);
        var provider = services.Authorities.GetValueOrDefault(settings.Kind) ?? throw UnknownKind(settings);
        return provider.Open(new AuthorityAccess
        {
            Settings = settings,
            Tier = environment.Tier,
            ProjectRoot = projectRoot,
            CorrelationId = correlationId,
            Credentials = await CredentialsAsync(settings, bundle, cancellationToken).ConfigureAwait(false),
            World = services.World,
            Masker = services.Masker,
            Connections = services.Connections,
        });
    }

    private static async Task<SecretBundle> CredentialsAsync(AuthoritySettings settings, BundleStore store, CancellationToken cancellationToken)
    {
        if (settings.Login.Keys.Count == 0)
        {
            return SecretBundle.Empty;
        }

        var bundle = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        var missing = settings.Login.Keys.Where(key => !bundle.Holds(key)).ToList();
        return missing.Count == 0 ? bundle.Only(settings.Login.Keys) : throw BundleException.MissingKeys(store.FilePath, missing, store.EnvironmentName);
    }

    private static HyOpsException NoAuthority(EnvironmentDefinition environment) => new(
        ExitCode.InvalidContract, $"{environment.Location}: {environment.Name} has no secrets.authority", "describe it there: kind, vault_uri, map and auth");

    private HyOpsException UnknownKind(AuthoritySettings settings) => new(
        ExitCode.InvalidContract, $"{settings.Location}: authorities of kind {settings.Kind} cannot be opened here", $"known are {string.Join(", ", services.Authorities.Keys.Order(StringComparer.Ordinal))}");
}
