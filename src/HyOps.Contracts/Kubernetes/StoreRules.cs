using HyOps.Core.Configuration;
using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Kubernetes;

/// <summary>Stores lead to this environment's authority, and projections to these stores.</summary>
internal sealed class StoreRules(EnvironmentDefinition environment, IReadOnlyCollection<ManifestDocument> documents, ProblemList problems)
{
    private readonly HashSet<string> stores =
        [.. documents.Where(document => IsStore(document.Kind) && document.IsOfOperator).Select(store => NameOf(store.Kind, store.Namespace, store.Name))];

    public static bool IsStore(string kind) => kind is "SecretStore" or "ClusterSecretStore";

    /// <summary>The store's vault is the environment's.</summary>
    public void CheckStore(ManifestDocument store)
    {
        var expected = environment.Authority!.VaultUri;
        var provider = (store.Map.At("spec.provider") as ConfigMap)?.Entries.FirstOrDefault();
        if (provider?.Key != "azurekv")
        {
            Report(store, "spec.provider", $"{store.Title} reads from {Shown.Text(provider?.Key ?? "nothing")}, and the authority of {environment.Name} is {environment.Authority.Kind}", "Render the store: hyops eso render.");
            return;
        }

        var written = store.TextAt("spec.provider.azurekv.vaultUrl");
        if (written.Length > 0 && !(Uri.TryCreate(written, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && SameServer(uri, expected)))
        {
            Report(
                store, "spec.provider.azurekv.vaultUrl", $"{store.Title} reads from {Shown.Text(written)}, and the authority of {environment.Name} is {expected.AbsoluteUri}",
                "Write this environment's vault, or move the manifest to the environment that it belongs to.");
        }
    }

    /// <summary>The projection's store is one of these.</summary>
    public void CheckReference(ManifestDocument projection, ConfigMap? reference, string path)
    {
        if (reference is null)
        {
            return;
        }

        var kind = (reference["kind"] as ConfigScalar)?.Text ?? "SecretStore";
        var name = (reference["name"] as ConfigScalar)?.Text ?? "";
        if (!stores.Contains(NameOf(kind, projection.Namespace, name)))
        {
            Report(
                projection, path, $"{projection.Title} reads from the {Shown.Text(kind)} {Shown.Text(name)}, which is not among these manifests",
                Suggestion.Ask(NameOf(kind, projection.Namespace, name), stores, stores.Count == 0 ? "Render the store: hyops eso render." : $"There are {string.Join(", ", stores.Order(StringComparer.Ordinal))}."));
        }
    }

    private static bool SameServer(Uri left, Uri right) => Uri.Compare(left, right, UriComponents.HostAndPort, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static string NameOf(string kind, string space, string name) => kind == "ClusterSecretStore" ? $"{kind} {name}" : $"{kind} {space}/{name}";

    private void Report(ManifestDocument document, string path, string message, string fix) =>
        problems.Error(ProblemCodes.ForeignStore, document.LocationOf(path), message, fix, path);
}
