using System.Collections.Immutable;
using HyOps.Core.Configuration;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Reading;

/// <summary>Reads a map key by key, reports what is missing or of the wrong kind, and at the end every key that nobody asked for.</summary>
/// <param name="map">The map.</param>
/// <param name="path">Its path; empty for the whole file.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class MapReader(ConfigMap map, string path, ProblemList problems)
{
    private readonly List<string> known = [];

    public SourceLocation Location => map.Location;

    public string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    public SourceLocation LocationOf(string key) => map[key]?.Location ?? map.Location;

    /// <summary>The value of a key, or null where there is none or where it is null.</summary>
    public ConfigNode? Node(string key, bool required = false)
    {
        if (!known.Contains(key))
        {
            known.Add(key);
        }

        var node = map[key];
        if (node is not (null or ConfigScalar { IsNull: true }))
        {
            return node;
        }

        if (required)
        {
            problems.Error(
                ProblemCodes.MissingKey, node?.Location ?? map.Location, $"{PathOf(key)} is missing", $"Add the key '{key}'.", PathOf(key));
        }

        return null;
    }

    /// <summary>A text that is not empty, unless it may be.</summary>
    public string? Text(string key, bool required = false, bool mayBeEmpty = false)
    {
        switch (Node(key, required))
        {
            case null:
                return null;
            case ConfigScalar { Text: "" } scalar when !mayBeEmpty:
                problems.Error(ProblemCodes.BadValue, scalar.Location, $"{PathOf(key)} is empty", "Write a value, or leave the key out.", PathOf(key));
                return null;
            case ConfigScalar scalar:
                return scalar.Text;
            case var other:
                return WrongKind<string>(key, other, "a text");
        }
    }

    public bool? Boolean(string key)
    {
        var node = Node(key);
        return node switch
        {
            null => null,
            ConfigScalar { AsBoolean: { } value } => value,
            _ => WrongKind<bool?>(key, node, "true or false (without quotes; yes and no are texts)"),
        };
    }

    /// <summary>A whole number within bounds.</summary>
    public int? Integer(string key, int least, int most)
    {
        var node = Node(key);
        switch (node)
        {
            case null:
                return null;
            case ConfigScalar { AsInteger: { } value } when value >= least && value <= most:
                return (int)value;
            default:
                problems.Error(
                    ProblemCodes.BadValue, node.Location, $"{PathOf(key)} is not a whole number from {least} to {most}", "Write the number without quotes.", PathOf(key));
                return null;
        }
    }

    public ConfigMap? Map(string key, bool required = false)
    {
        var node = Node(key, required);
        return node is null or ConfigMap ? (ConfigMap?)node : WrongKind<ConfigMap>(key, node, "a map of keys");
    }

    /// <summary>A reader for a map under a key, or null where there is none.</summary>
    public MapReader? Section(string key, bool required = false) =>
        Map(key, required) is { } section ? new MapReader(section, PathOf(key), problems) : null;

    public ImmutableArray<ConfigNode> List(string key, bool required = false)
    {
        var node = Node(key, required);
        return node switch
        {
            null => [],
            ConfigList list => list.Items,
            _ => WrongKind<ConfigList>(key, node, "a list")?.Items ?? [],
        };
    }

    /// <summary>A list of maps, each with a reader.</summary>
    public IEnumerable<MapReader> Sections(string key) =>
        List(key).Select((item, index) => item is ConfigMap section
            ? new MapReader(section, $"{PathOf(key)}[{index}]", problems)
            : WrongKind<MapReader>($"{key}[{index}]", item, "a map of keys")).OfType<MapReader>();

    /// <summary>A list of texts, each there once.</summary>
    public ImmutableArray<string> Texts(string key)
    {
        var seen = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        var index = 0;
        foreach (var item in List(key))
        {
            var field = $"{key}[{index++}]";
            if (item is not ConfigScalar { IsNull: false, Text.Length: > 0 } scalar)
            {
                WrongKind<string>(field, item, "a text");
            }
            else if (!seen.TryAdd(scalar.Text, scalar.Location))
            {
                problems.Error(
                    ProblemCodes.ListedTwice, scalar.Location, $"{PathOf(field)} repeats '{Shown.Text(scalar.Text)}', listed at {seen[scalar.Text]}", "Keep one of the two.", PathOf(key));
            }
        }

        return [.. seen.Keys];
    }

    /// <summary>One of some words.</summary>
    public TValue? Choice<TValue>(string key, IReadOnlyDictionary<string, TValue> words, bool required = false)
        where TValue : struct
    {
        if (Text(key, required) is not { } text)
        {
            return null;
        }

        if (words.TryGetValue(text, out var value))
        {
            return value;
        }

        var all = string.Join(", ", words.Keys);
        problems.Error(
            ProblemCodes.NotOneOf, LocationOf(key), $"{PathOf(key)} is '{Shown.Text(text)}', which is none of {all}",
            Suggestion.Ask(text, words.Keys, $"Write one of {all}."), PathOf(key));
        return null;
    }

    /// <summary>Reports the keys that nobody asked for.</summary>
    public void RejectUnknown()
    {
        foreach (var entry in map.Entries.Where(entry => !known.Contains(entry.Key)))
        {
            problems.Error(
                ProblemCodes.UnknownKey, entry.KeyLocation, $"{PathOf(Shown.Text(entry.Key))} is unknown",
                Suggestion.Ask(entry.Key, known, $"Remove it; known here are {string.Join(", ", known)}."), PathOf(Shown.Text(entry.Key)));
        }
    }

    private TValue? WrongKind<TValue>(string key, ConfigNode node, string expected)
    {
        problems.Error(
            ProblemCodes.WrongKind, node.Location, $"{PathOf(key)} is {KindOf(node)}, where {expected} is expected", $"Write {expected}.", PathOf(key));
        return default;
    }

    private static string KindOf(ConfigNode node) => node switch
    {
        ConfigMap => "a map",
        ConfigList => "a list",
        ConfigScalar { IsNull: true } => "nothing",
        ConfigScalar { AsBoolean: not null } => "a boolean",
        ConfigScalar { AsInteger: not null } => "a number",
        _ => "a text",
    };
}
