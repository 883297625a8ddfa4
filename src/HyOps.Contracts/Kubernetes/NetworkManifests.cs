using System.Text.Json.Nodes;
using HyOps.Core.Environments;

namespace HyOps.Contracts.Kubernetes;

/// <summary>
/// Who the operator may talk to: names, vault, login server and API server, and who may talk to it: the API server, to its webhook.
/// Everything else in its namespace is denied. The labels are those of the operator's chart.
/// </summary>
internal static class NetworkManifests
{
    private const string Api = "networking.k8s.io/v1";
    private const string NameLabel = "app.kubernetes.io/name";
    private const string Everywhere = "0.0.0.0/0";

    // With workload identity nothing needs the machine's own identity: closing the way to it ends every fallback to it.
    private const string InstanceMetadata = "169.254.169.254/32";

    public static IEnumerable<JsonObject> All(ExternalSecretsSettings settings, EnvironmentName environment)
    {
        yield return Policy(settings, environment, $"{settings.Name}-default-deny", new JsonObject(), ["Egress", "Ingress"]);

        var egress = Policy(settings, environment, $"{settings.Name}-egress", Pods("external-secrets", "external-secrets-cert-controller", "external-secrets-webhook"), ["Egress"]);
        egress["spec"]!["egress"] = ManifestObjects.List(Names(), Servers(settings));
        yield return egress;

        var webhook = Policy(settings, environment, $"{settings.Name}-webhook", Pods("external-secrets-webhook"), ["Ingress"]);
        webhook["spec"]!["ingress"] = ManifestObjects.List(new JsonObject { ["ports"] = ManifestObjects.List(Port("TCP", 10250)) });
        yield return webhook;
    }

    private static JsonObject Policy(ExternalSecretsSettings settings, EnvironmentName environment, string name, JsonObject pods, IEnumerable<string> types)
    {
        var policy = ManifestObjects.Create(Api, "NetworkPolicy", name, settings.Namespace, environment);
        policy["spec"] = new JsonObject { ["podSelector"] = pods, ["policyTypes"] = ManifestObjects.Texts(types) };
        return policy;
    }

    private static JsonObject Names() => new()
    {
        ["to"] = ManifestObjects.List(new JsonObject
        {
            ["namespaceSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["kubernetes.io/metadata.name"] = "kube-system" } },
            ["podSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["k8s-app"] = "kube-dns" } },
        }),
        ["ports"] = ManifestObjects.List(Port("TCP", 53), Port("UDP", 53)),
    };

    // 6443 is the API server's own port, behind the service's 443.
    private static JsonObject Servers(ExternalSecretsSettings settings) => new()
    {
        ["to"] = ManifestObjects.List(settings.Egress.Select(Network)),
        ["ports"] = ManifestObjects.List(Port("TCP", 443), Port("TCP", 6443)),
    };

    private static JsonObject Network(string cidr)
    {
        var block = new JsonObject { ["cidr"] = cidr };
        if (cidr == Everywhere)
        {
            block["except"] = ManifestObjects.Texts(InstanceMetadata);
        }

        return new JsonObject { ["ipBlock"] = block };
    }

    private static JsonObject Pods(params IEnumerable<string> names) => new()
    {
        ["matchExpressions"] = ManifestObjects.List(new JsonObject { ["key"] = NameLabel, ["operator"] = "In", ["values"] = ManifestObjects.Texts(names) }),
    };

    private static JsonObject Port(string protocol, int port) => new() { ["protocol"] = protocol, ["port"] = port };
}
