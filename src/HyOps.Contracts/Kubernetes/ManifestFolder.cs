using HyOps.Contracts.Yaml;
using HyOps.Core.Configuration;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Kubernetes;

/// <summary>Files of manifests: YAML or JSON, several documents or Lists in each.</summary>
internal static class ManifestFolder
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <summary>The files below a folder, or the one file, in ordinal order.</summary>
    public static IReadOnlyList<string> Files(string path) =>
        File.Exists(path) ? [path]
        : !Directory.Exists(path) ? []
        : [.. Directory.EnumerateFiles(path, "*", new EnumerationOptions { IgnoreInaccessible = true, RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>The objects of a text; items of Lists one by one.</summary>
    public static IEnumerable<ManifestDocument> Parse(string text, string shown, ProblemList problems, YamlBudget budget)
    {
        foreach (var node in YamlFile.ParseAll(text, shown, problems, budget))
        {
            if (node is not ConfigMap map)
            {
                problems.Error(ProblemCodes.WrongKind, node.Location, "this document is no object of Kubernetes", "Write apiVersion, kind and metadata.");
                continue;
            }

            var document = new ManifestDocument(map);
            var isList = document.Kind.EndsWith("List", StringComparison.Ordinal) && map["items"] is ConfigList;
            foreach (var item in isList ? ((ConfigList)map["items"]!).Items.OfType<ConfigMap>() : [map])
            {
                yield return new ManifestDocument(item);
            }
        }
    }
}
