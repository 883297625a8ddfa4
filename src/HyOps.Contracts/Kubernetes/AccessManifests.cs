using System.Text.Json.Nodes;
using HyOps.Core.Environments;

namespace HyOps.Contracts.Kubernetes;

/// <summary>What the operator's controller may do for these projections and no more: tokens of the one service account, and the named Secrets.</summary>
internal sealed class AccessManifests(ExternalSecretsSettings settings, EnvironmentName environment)
{
    private const string Api = "rbac.authorization.k8s.io/v1";

    public IEnumerable<JsonObject> All(IReadOnlyCollection<ProjectedSecret> secrets)
    {
        var tokens = ManifestObjects.Homes(settings, secrets).SelectMany(space => Grant($"{settings.Name}-token", space, Tokens()));
        var projections = secrets.GroupBy(secret => secret.Consumer.Namespace, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .SelectMany(group => Grant($"{settings.Name}-secrets", group.Key, Secrets(group.Select(secret => secret.Consumer.Secret))));
        return tokens.Concat(projections);
    }

    private JsonArray Tokens() => ManifestObjects.List(new JsonObject
    {
        ["apiGroups"] = ManifestObjects.Texts(""),
        ["resources"] = ManifestObjects.Texts("serviceaccounts/token"),
        ["resourceNames"] = ManifestObjects.Texts(settings.ServiceAccount),
        ["verbs"] = ManifestObjects.Texts("create"),
    });

    // A name cannot restrict create: the object has none yet. Whoever may create may not read what others created.
    private static JsonArray Secrets(IEnumerable<string> names) => ManifestObjects.List(
        new JsonObject
        {
            ["apiGroups"] = ManifestObjects.Texts(""),
            ["resources"] = ManifestObjects.Texts("secrets"),
            ["resourceNames"] = ManifestObjects.Texts(names.Order(StringComparer.Ordinal)),
            ["verbs"] = ManifestObjects.Texts("get", "update", "patch", "delete"),
        },
        new JsonObject
        {
            ["apiGroups"] = ManifestObjects.Texts(""),
            ["resources"] = ManifestObjects.Texts("secrets"),
            ["verbs"] = ManifestObjects.Texts("create"),
        });

    private IEnumerable<JsonObject> Grant(string name, string space, JsonArray rules)
    {
        var role = ManifestObjects.Create(Api, "Role", name, space, environment);
        role["rules"] = rules;
        var binding = ManifestObjects.Create(Api, "RoleBinding", name, space, environment);
        binding["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "Role", ["name"] = name };
        binding["subjects"] = ManifestObjects.List(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = settings.Controller, ["namespace"] = settings.Namespace });
        return [role, binding];
    }
}
