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
        var (settings, _) = Find(environment);
        var credentials = settings.Login.Keys.Count == 0 ? SecretBundle.Empty : await bundle.OpenAsync(cancellationToken).ConfigureAwait(false);
        return Open(environment, projectRoot, credentials, correlationId);
    }

    /// <summary>Opens it with credentials that the caller has at hand; it sees those that its login names.</summary>
    internal ISecretAuthority Open(EnvironmentDefinition environment, string projectRoot, SecretBundle credentials, string correlationId)
    {
        var (settings, provider) = Find(environment);
        var missing = settings.Login.Keys.Where(key => !credentials.Holds(key)).ToList();
        return missing.Count > 0 ? throw NoCredentials(settings, environment, missing) : provider.Open(new AuthorityAccess
        {
            Settings = settings,
            Tier = environment.Tier,
            ProjectRoot = projectRoot,
            CorrelationId = correlationId,
            Credentials = credentials.Only(settings.Login.Keys),
            World = services.World,
            Masker = services.Masker,
            Connections = services.Connections,
        });
    }

    private (AuthoritySettings Settings, ISecretAuthorityProvider Provider) Find(EnvironmentDefinition environment)
    {
        var settings = environment.Authority ?? throw NoAuthority(environment);
        return (settings, services.Authorities.GetValueOrDefault(settings.Kind) ?? throw UnknownKind(settings));
    }

    // Not the usual advice for missing keys: 'secrets ensure' would invent a credential that only the authority's side can issue.
    private static HyOpsException NoCredentials(AuthoritySettings settings, EnvironmentDefinition environment, List<SecretName> missing) => new(
        ExitCode.SecretsFailed,
        $"{settings.Kind} {settings.VaultUri}: signing in by {settings.Login.Method} needs {string.Join(", ", missing)}, which the bundle of {environment.Name} does not hold",
        $"set it as the authority's side issued it: hyops secrets set --env {environment.Name} {missing[0]}=-");

    private static HyOpsException NoAuthority(EnvironmentDefinition environment) => new(
        ExitCode.InvalidContract, $"{environment.Location}: {environment.Name} has no secrets.authority", "describe it there: kind, vault_uri, map and auth");

    private HyOpsException UnknownKind(AuthoritySettings settings) => new(
        ExitCode.InvalidContract, $"{settings.Location}: authorities of kind {settings.Kind} cannot be opened here", $"known are {string.Join(", ", services.Authorities.Keys.Order(StringComparer.Ordinal))}");
}
