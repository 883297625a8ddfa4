using System.Text.Json.Nodes;
using HyOps.Core.Environments;

namespace HyOps.Contracts.Kubernetes;

/// <summary>Pieces that manifests share.</summary>
internal static class ManifestObjects
{
    /// <summary>An object with its metadata; <c>managed-by</c> and <c>part-of</c> tell whose it is.</summary>
    public static JsonObject Create(string apiVersion, string kind, string name, string? space, EnvironmentName environment, JsonObject? annotations = null)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (space is not null)
        {
            metadata["namespace"] = space;
        }

        metadata["labels"] = new JsonObject { ["app.kubernetes.io/managed-by"] = "hyops", ["app.kubernetes.io/part-of"] = environment.Value };
        if (annotations is not null)
        {
            metadata["annotations"] = annotations;
        }

        return new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = metadata };
    }

    public static JsonArray Texts(params IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    public static JsonArray List(params IEnumerable<JsonObject> objects) => new([.. objects]);

    /// <summary>The namespaces that a store is for.</summary>
    public static IEnumerable<string> Namespaces(IEnumerable<ProjectedSecret> secrets) =>
        secrets.Select(secret => secret.Consumer.Namespace).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The namespaces in which the workload identity's service account lives.</summary>
    public static IEnumerable<string> Homes(ExternalSecretsSettings settings, IEnumerable<ProjectedSecret> secrets) =>
        settings.Store is SecretStoreScope.Cluster ? [settings.Namespace] : Namespaces(secrets);
}
