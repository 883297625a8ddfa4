using System.Collections.Immutable;
using System.Text.Json.Nodes;
using HyOps.Core.Environments;

namespace HyOps.Contracts.Kubernetes;

/// <summary>
/// Renders the manifests of External Secrets Operator (https://external-secrets.io/latest/api/spec/) from contracts, secret map and environment.
/// References only: it is given no value, and writes none.
/// </summary>
public static class ManifestRenderer
{
    /// <summary>The version of the operator's API that is written.</summary>
    public const string ApiVersion = "external-secrets.io/v1";

    /// <summary>Renders all files of an environment, in ordinal order of their paths.</summary>
    /// <param name="environment">An environment without problems that has external_secrets.</param>
    public static ImmutableArray<RenderedManifest> Render(EnvironmentDefinition environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (environment.ExternalSecrets is not { } settings || environment.Authority is not { } authority)
        {
            return [];
        }

        var secrets = ProjectedSecret.Of(environment);
        var store = new StoreManifests(settings, authority, environment.Name);
        var access = new AccessManifests(settings, environment.Name);
        var projections = new ProjectionManifests(settings, environment);
        IEnumerable<(string Path, IEnumerable<JsonObject> Documents)> files =
        [
            ("network-policies.yaml", NetworkManifests.All(settings, environment.Name)),
            ("rbac.yaml", access.All(secrets)),
            ("store.yaml", store.All(secrets)),
            .. secrets.Select(secret => ($"external-secrets/{secret.Consumer.Namespace}.{secret.Consumer.Secret}.yaml", projections.Of(secret))),
            .. ProjectionManifests.Workloads(secrets),
        ];
        return
        [
            .. files.OrderBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => new RenderedManifest(file.Path, ManifestMarker.Of(environment.Name) + ManifestYaml.Write(file.Documents))),
        ];
    }
}
