using System.Text.Json.Nodes;
using HyOps.Contracts.Environments;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;

namespace HyOps.Contracts.Kubernetes;

/// <summary>
/// One ExternalSecret a consumer, and for each workload the annotation by which Reloader (https://github.com/stakater/Reloader) restarts it:
/// <c>search</c> on the workload finds the Secrets with <c>match</c> that it reads, and no others.
/// </summary>
internal sealed class ProjectionManifests(ExternalSecretsSettings settings, EnvironmentDefinition environment)
{
    /// <summary>The annotation of a Secret whose change restarts workloads.</summary>
    public const string Match = "reloader.stakater.com/match";

    /// <summary>The annotation of a workload that restarts.</summary>
    public const string Search = "reloader.stakater.com/search";

    /// <summary>The annotation that names the modules that ask for a projection.</summary>
    public const string Modules = "hyops/modules";

    /// <summary>A patch a workload: the workload itself is somebody else's.</summary>
    public static IEnumerable<(string Path, IEnumerable<JsonObject> Documents)> Workloads(IEnumerable<ProjectedSecret> secrets) =>
        secrets.SelectMany(secret => secret.Consumer.Workloads.Select(workload => (secret.Consumer.Namespace, Workload: workload)))
            .Distinct()
            .Select(pair => ($"workloads/{pair.Namespace}.{pair.Workload.Kind.ToLowerInvariant()}.{pair.Workload.Name}.patch.yaml", (IEnumerable<JsonObject>)[
                new JsonObject
                {
                    ["apiVersion"] = "apps/v1",
                    ["kind"] = pair.Workload.Kind,
                    ["metadata"] = new JsonObject
                    {
                        ["name"] = pair.Workload.Name,
                        ["namespace"] = pair.Namespace,
                        ["annotations"] = new JsonObject { [Search] = "true" },
                    },
                }]));

    public IEnumerable<JsonObject> Of(ProjectedSecret secret)
    {
        var consumer = secret.Consumer;
        var projection = ManifestObjects.Create(
            ManifestRenderer.ApiVersion, "ExternalSecret", consumer.Secret, consumer.Namespace, environment.Name,
            new JsonObject { [Modules] = string.Join(',', secret.Modules.Select(module => module.Value)) });
        projection["spec"] = new JsonObject
        {
            ["refreshPolicy"] = "Periodic",
            ["refreshInterval"] = Duration.Text(consumer.RefreshInterval ?? settings.Refresh),
            ["secretStoreRef"] = new JsonObject
            {
                ["kind"] = settings.Store is SecretStoreScope.Cluster ? "ClusterSecretStore" : "SecretStore",
                ["name"] = settings.Name,
            },
            ["target"] = new JsonObject
            {
                ["name"] = consumer.Secret,
                ["creationPolicy"] = "Owner",
                ["deletionPolicy"] = "Retain",
                ["template"] = new JsonObject
                {
                    ["engineVersion"] = "v2",
                    ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [Match] = "true" } },
                },
            },
            ["data"] = ManifestObjects.List(consumer.Keys
                .Where(key => environment.SecretMap.Rows.ContainsKey(key.Value))
                .Select(key => Entry(key.Key, environment.SecretMap.Rows[key.Value].Reference))),
        };
        return [projection];
    }

    // The defaults are written out: a tool that compares the cluster with git (Argo CD, Flux) would see them as differences.
    private static JsonObject Entry(string key, SecretReference reference)
    {
        var remote = new JsonObject { ["key"] = reference.Name };
        if (reference.Version is { } version)
        {
            remote["version"] = version;
        }

        remote["conversionStrategy"] = "Default";
        remote["decodingStrategy"] = "None";
        remote["metadataPolicy"] = "None";
        return new JsonObject { ["secretKey"] = key, ["remoteRef"] = remote };
    }
}
