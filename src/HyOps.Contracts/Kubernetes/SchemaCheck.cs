using System.Collections.Immutable;
using HyOps.Core.Configuration;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Kubernetes;

/// <summary>
/// Checks a value against a structural schema of a CRD
/// (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/). Fields that the schema does not know are
/// problems: the API server would drop them in silence. Rules in CEL (<c>x-kubernetes-validations</c>) are not run.
/// </summary>
internal sealed class SchemaCheck
{
    private readonly List<Finding> findings = [];

    /// <summary>What does not fit, in the order of the value.</summary>
    public static IReadOnlyList<Finding> Run(ConfigMap schema, ConfigMap manifest)
    {
        var check = new SchemaCheck();
        check.Root(schema, manifest);
        return check.findings;
    }

    // The API server knows these itself; a CRD's schema need not name them.
    private void Root(ConfigMap schema, ConfigMap manifest)
    {
        string[] own = ["apiVersion", "kind", "metadata", "status"];
        var known = Texts(schema["required"]).Where(field => manifest[field] is null && !own.Contains(field));
        findings.AddRange(known.Select(field => new Finding(manifest.Location, field, $"{field} is missing", $"Add {field}.")));
        var properties = schema["properties"] as ConfigMap;
        foreach (var entry in manifest.Entries.Where(entry => !own.Contains(entry.Key)))
        {
            Field(schema, properties, entry, "");
        }

        if (manifest.At("metadata.name") is not ConfigScalar { IsNull: false, Text.Length: > 0 })
        {
            findings.Add(new Finding(manifest.Location, "metadata.name", "metadata.name is missing", "Name the object."));
        }

        foreach (var field in (string[])["metadata.labels", "metadata.annotations"])
        {
            var texts = (manifest.At(field) as ConfigMap)?.Entries.Where(entry => SchemaValues.TypeOf(entry.Value) != "string") ?? [];
            findings.AddRange(texts.Select(entry => Wrong(entry.Value, $"{field}.{Shown.Text(entry.Key)}", "of type string")));
        }
    }

    private void Check(ConfigMap schema, ConfigNode value, string path, bool isStructural)
    {
        if (SchemaValues.TypeOf(value) == "null" && IsTrue(schema, "nullable"))
        {
            return;
        }

        var before = findings.Count;
        CheckType(schema, value, path);
        if (findings.Count > before)
        {
            return;
        }

        CheckEnum(schema, value, path);
        switch (value)
        {
            case ConfigMap map:
                CheckMap(schema, map, path, isStructural);
                break;
            case ConfigList list:
                CheckList(schema, list, path, isStructural);
                break;
            case ConfigScalar scalar:
                findings.AddRange(ScalarRules.Check(schema, scalar, path));
                break;
        }

        CheckCombinations(schema, value, path);
    }

    private void CheckType(ConfigMap schema, ConfigNode value, string path)
    {
        if (IsTrue(schema, "x-kubernetes-int-or-string"))
        {
            if (SchemaValues.TypeOf(value) is not ("integer" or "string"))
            {
                findings.Add(Wrong(value, path, "a whole number or a text"));
            }
        }
        else if (Text(schema, "type") is { } type && !SchemaValues.Is(value, type))
        {
            findings.Add(Wrong(value, path, $"of type {type}"));
        }
    }

    private static Finding Wrong(ConfigNode value, string path, string expected) => new(
        value.Location, path, $"{path} is of type {SchemaValues.TypeOf(value)}, and must be {expected}",
        value is ConfigScalar { IsPlain: true } && expected.EndsWith("string", StringComparison.Ordinal) ? "Put it in quotes." : "Write it so.");

    private void CheckEnum(ConfigMap schema, ConfigNode value, string path)
    {
        if (schema["enum"] is not ConfigList words || words.Items.Any(word => SchemaValues.Same(word, value)))
        {
            return;
        }

        var all = words.Items.OfType<ConfigScalar>().Select(word => word.Text).ToList();
        var text = (value as ConfigScalar)?.Text ?? "";
        var shown = value is ConfigScalar && !SecretShapes.IsSecret(text) ? $"'{Shown.Text(text)}'" : "something else";
        findings.Add(new Finding(value.Location, path, $"{path} is {shown}, which is none of {string.Join(", ", all)}", Suggestion.Ask(text, all, $"Write one of {string.Join(", ", all)}.")));
    }

    private void CheckMap(ConfigMap schema, ConfigMap map, string path, bool isStructural)
    {
        var missing = Texts(schema["required"]).Where(field => map[field] is null);
        findings.AddRange(missing.Select(field => new Finding(map.Location, $"{path}.{field}", $"{path}.{field} is missing", $"Add {field}.")));
        findings.AddRange(ScalarRules.Count(schema, "minProperties", "maxProperties", map.Entries.Length, map, path, "fields"));
        var properties = schema["properties"] as ConfigMap;
        foreach (var entry in map.Entries)
        {
            if (isStructural)
            {
                Field(schema, properties, entry, path);
            }
            else if (properties?[entry.Key] is ConfigMap known)
            {
                Check(known, entry.Value, $"{path}.{entry.Key}", isStructural: false);
            }
        }
    }

    private void Field(ConfigMap schema, ConfigMap? properties, ConfigEntry entry, string path)
    {
        var field = path.Length == 0 ? entry.Key : $"{path}.{Shown.Text(entry.Key)}";
        if (properties?[entry.Key] is ConfigMap known)
        {
            Check(known, entry.Value, field, isStructural: true);
        }
        else if (schema["additionalProperties"] is ConfigMap others)
        {
            Check(others, entry.Value, field, isStructural: true);
        }
        else if (!IsTrue(schema, "additionalProperties") && !IsTrue(schema, "x-kubernetes-preserve-unknown-fields"))
        {
            findings.Add(new Finding(entry.KeyLocation, field, $"{field} is unknown: the API server would drop it", Suggestion.Ask(entry.Key, properties?.Keys ?? [], "Remove it, or see whether its place is another one.")));
        }
    }

    private void CheckList(ConfigMap schema, ConfigList list, string path, bool isStructural)
    {
        findings.AddRange(ScalarRules.Count(schema, "minItems", "maxItems", list.Items.Length, list, path, "items"));
        if (schema["items"] is ConfigMap items)
        {
            foreach (var (index, item) in list.Items.Index())
            {
                Check(items, item, $"{path}[{index}]", isStructural);
            }
        }
    }

    private void CheckCombinations(ConfigMap schema, ConfigNode value, string path)
    {
        foreach (var branch in Branches(schema, "allOf"))
        {
            Check(branch, value, path, isStructural: false);
        }

        var any = Branches(schema, "anyOf");
        if (any.Length > 0 && !any.Any(branch => Fits(branch, value, path)))
        {
            findings.Add(new Finding(value.Location, path, $"{path} fits none of the {any.Length} forms that it may have", Alternatives(any)));
        }

        var one = Branches(schema, "oneOf");
        var fitting = one.Count(branch => Fits(branch, value, path));
        if (one.Length > 0 && fitting != 1)
        {
            findings.Add(new Finding(value.Location, path, $"{path} fits {fitting} of the {one.Length} forms of which it must have exactly one", Alternatives(one)));
        }

        if (schema["not"] is ConfigMap not && Fits(not, value, path))
        {
            findings.Add(new Finding(value.Location, path, $"{path} has a form that it must not have", Alternatives([not])));
        }
    }

    private static bool Fits(ConfigMap branch, ConfigNode value, string path)
    {
        var attempt = new SchemaCheck();
        attempt.Check(branch, value, path, isStructural: false);
        return attempt.findings.Count == 0;
    }

    private static string Alternatives(IEnumerable<ConfigMap> branches)
    {
        var fields = branches.SelectMany(branch => Texts(branch["required"])).Distinct().ToList();
        return fields.Count > 0 ? $"They are told by the fields {string.Join(", ", fields)}." : "See the description of the field in the CRD.";
    }

    private static ImmutableArray<ConfigMap> Branches(ConfigMap schema, string word) => [.. (schema[word] as ConfigList)?.Items.OfType<ConfigMap>() ?? []];

    private static IEnumerable<string> Texts(ConfigNode? list) => (list as ConfigList)?.Items.OfType<ConfigScalar>().Select(item => item.Text) ?? [];

    private static bool IsTrue(ConfigMap schema, string word) => (schema[word] as ConfigScalar)?.AsBoolean == true;

    private static string? Text(ConfigMap schema, string word) => (schema[word] as ConfigScalar)?.Text;

    /// <summary>Something that does not fit.</summary>
    internal sealed record Finding(SourceLocation Location, string Path, string Message, string Fix);
}
