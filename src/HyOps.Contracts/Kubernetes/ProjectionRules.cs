using HyOps.Core.Configuration;
using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Kubernetes;

/// <summary>What an ExternalSecret reads is what the secret map names, at the version that the map says.</summary>
internal sealed class ProjectionRules(EnvironmentDefinition environment, StoreRules stores, ProblemList problems)
{
    public void Check(ManifestDocument document, string path)
    {
        stores.CheckReference(document, document.Map.At($"{path}.secretStoreRef") as ConfigMap, $"{path}.secretStoreRef");
        foreach (var (index, entry) in Items(document, $"{path}.data"))
        {
            CheckRemote(document, entry["remoteRef"] as ConfigMap, $"{path}.data[{index}].remoteRef");
            CheckSource(document, entry, $"{path}.data[{index}]");
        }

        foreach (var (index, entry) in Items(document, $"{path}.dataFrom"))
        {
            CheckRemote(document, entry["extract"] as ConfigMap, $"{path}.dataFrom[{index}].extract");
            CheckSource(document, entry, $"{path}.dataFrom[{index}]");
            if (entry["find"] is { } find)
            {
                problems.Error(
                    ProblemCodes.ManifestKeyNotMapped, find.Location, $"{document.Title} reads whatever secrets a search finds", "Name each secret under data, and map it.", $"{path}.dataFrom[{index}].find");
            }
        }
    }

    private static IEnumerable<(int Index, ConfigMap Item)> Items(ManifestDocument document, string path) =>
        (document.Map.At(path) as ConfigList)?.Items.Index().Where(pair => pair.Item is ConfigMap).Select(pair => (pair.Index, (ConfigMap)pair.Item)) ?? [];

    private void CheckSource(ManifestDocument document, ConfigMap entry, string path)
    {
        if ((entry["sourceRef"] as ConfigMap)?["storeRef"] is ConfigMap store)
        {
            stores.CheckReference(document, store, $"{path}.sourceRef.storeRef");
        }
    }

    // Azure Key Vault's provider takes a type before the name: secret/NAME, key/NAME, cert/NAME.
    private void CheckRemote(ManifestDocument document, ConfigMap? remote, string path)
    {
        if (remote?["key"] is not ConfigScalar { IsNull: false } key)
        {
            return;
        }

        var name = key.Text.StartsWith("secret/", StringComparison.Ordinal) ? key.Text["secret/".Length..] : key.Text;
        var rows = environment.SecretMap.Rows.Values.Where(row => string.Equals(row.Reference.Name, name, StringComparison.OrdinalIgnoreCase)).ToList();
        var version = (remote["version"] as ConfigScalar)?.Text;
        if (rows.Count == 0)
        {
            problems.Error(
                ProblemCodes.ManifestKeyNotMapped, key.Location, $"{document.Title} reads the secret '{Shown.Text(name)}', which no row of {environment.SecretMap.Shown} names",
                Suggestion.Ask(name, environment.SecretMap.Rows.Values.Select(row => row.Reference.Name), "Add a row for it, or remove the entry."), $"{path}.key");
        }
        else if (!rows.Exists(row => row.Reference.Version == version))
        {
            var mapped = rows[0].Reference.Version;
            problems.Error(
                ProblemCodes.RefreshUnverifiable, (remote["version"] ?? key).Location,
                version is null ? $"{document.Title} reads the newest version of '{name}', and the map pins {mapped}" : $"{document.Title} pins a version of '{name}' that the map does not: no rotation reaches it",
                mapped is null ? "Remove version." : $"Write version: \"{mapped}\", or remove the pin from the map.", $"{path}.version");
        }
    }
}
