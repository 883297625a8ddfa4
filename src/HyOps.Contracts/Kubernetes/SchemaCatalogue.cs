using System.Text.RegularExpressions;
using HyOps.Contracts.Yaml;
using HyOps.Core.Configuration;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Kubernetes;

/// <summary>The OpenAPI v3 schemas of kinds, by apiVersion and kind.</summary>
internal sealed partial class SchemaCatalogue
{
    private readonly Dictionary<(string ApiVersion, string Kind), ConfigMap> schemas = [];
    private readonly HashSet<(string ApiVersion, string Kind)> notServed = [];

    /// <summary>Whether the CRDs of a cluster are in it.</summary>
    public bool IsOfCluster { get; private init; }

    /// <summary>The fields that are used here, where no cluster is asked.</summary>
    public static SchemaCatalogue BuiltIn { get; } = CreateBuiltIn();

    public ConfigMap? Find(ManifestDocument document) => schemas.GetValueOrDefault((document.ApiVersion, document.Kind));

    /// <summary>The versions of a kind that the cluster serves.</summary>
    public IEnumerable<string> VersionsOf(string group, string kind) =>
        schemas.Keys.Where(key => key.Kind == kind && key.ApiVersion.StartsWith(group + "/", StringComparison.Ordinal)).Select(key => key.ApiVersion).Order(StringComparer.Ordinal);

    /// <summary>Reads the CRDs of a file or folder: what <c>kubectl get crd -o yaml</c> prints, or the chart's files.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="show">Makes paths fit for people.</param>
    /// <param name="problems">Where problems go.</param>
    /// <returns>The schemas, over the built-in ones of Kubernetes itself; null where there is none of the operator.</returns>
    public static SchemaCatalogue? Read(string path, Func<string, string> show, ProblemList problems)
    {
        var catalogue = new SchemaCatalogue { IsOfCluster = true };
        foreach (var file in ManifestFolder.Files(path))
        {
            if (SourceFile.Read(file, show(file), problems, YamlBudget.Generated.Bytes) is { } text)
            {
                catalogue.Add(ManifestFolder.Parse(WithoutTemplates(text), show(file), problems, YamlBudget.Generated));
            }
        }

        if (!catalogue.schemas.Keys.Any(key => key.ApiVersion.StartsWith("external-secrets.io/", StringComparison.Ordinal)))
        {
            problems.Error(
                ProblemCodes.NoCrd, new SourceLocation(show(path)), Path.Exists(path) ? "there is no served CRD of external-secrets.io in it" : "there is no such file or folder",
                "Write them there: kubectl get crd -o yaml > FILE.");
            return null;
        }

        foreach (var (key, schema) in BuiltIn.schemas.Where(pair => !pair.Key.ApiVersion.StartsWith("external-secrets.io/", StringComparison.Ordinal)))
        {
            catalogue.schemas.TryAdd(key, schema);
        }

        return catalogue;
    }

    private static SchemaCatalogue CreateBuiltIn()
    {
        var catalogue = new SchemaCatalogue();
        var problems = new ProblemList();
        catalogue.Add(ManifestFolder.Parse(BuiltInSchemas.Text, "built-in", problems, YamlBudget.Generated));
        return problems.HasErrors ? throw new InvalidOperationException(string.Join('\n', problems.ToImmutable())) : catalogue;
    }

    private void Add(IEnumerable<ManifestDocument> documents)
    {
        foreach (var crd in documents.Where(document => document.Kind == "CustomResourceDefinition"))
        {
            var (group, kind) = (crd.TextAt("spec.group"), crd.TextAt("spec.names.kind"));
            foreach (var version in (crd.Map.At("spec.versions") as ConfigList)?.Items.OfType<ConfigMap>() ?? [])
            {
                AddVersion(group, kind, version);
            }
        }
    }

    private void AddVersion(string group, string kind, ConfigMap version)
    {
        var name = (version["name"] as ConfigScalar)?.Text ?? "";
        var key = (group.Length == 0 ? name : $"{group}/{name}", kind);
        if ((version["served"] as ConfigScalar)?.AsBoolean == false)
        {
            notServed.Add(key);
        }
        else if (version.At("schema.openAPIV3Schema") is ConfigMap schema)
        {
            schemas[key] = schema;
        }
    }

    // A chart's file is a template: its actions stand on lines of their own, or in the place of names.
    private static string WithoutTemplates(string text) =>
        text.Contains("{{", StringComparison.Ordinal) ? Action().Replace(ActionLine().Replace(text, ""), "template") : text;

    [GeneratedRegex(@"^[ \t]*(\{\{[^\n]*?\}\}[ \t]*)+\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ActionLine();

    [GeneratedRegex(@"\{\{[^\n]*?\}\}")]
    private static partial Regex Action();
}
