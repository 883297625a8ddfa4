using System.Globalization;
using HyOps.Core.Configuration;
using HyOps.Core.Problems;

namespace HyOps.Vault.Sops;

/// <summary>
/// The dotenv form (https://github.com/getsops/sops, stores/dotenv and stores/flatten.go): lines KEY=value and comments; the metadata as lines
/// <c>sops_…</c>, sorted, where a path is joined with <c>__list_N</c> and <c>__map_KEY</c>, and a line end is written <c>\n</c>.
/// </summary>
internal static class SopsDotenv
{
    /// <summary>What the keys of the metadata begin with.</summary>
    public const string Prefix = "sops_";

    private const string ListMark = "__list_";
    private const string MapMark = "__map_";

    /// <summary>Reads the text as the map that YAML would give.</summary>
    /// <exception cref="SopsException">A line is none of the format.</exception>
    public static ConfigMap Read(string file, string text)
    {
        var entries = text.Split('\n').Select((line, at) => (Text: line.TrimEnd('\r'), Place: new SourceLocation(file, at + 1, 1)))
            .Where(line => line.Text.Length > 0 && line.Text[0] != '#')
            .Select(line => Entry(line.Text, line.Place)).ToList();
        RefuseDuplicates(entries);
        var settings = entries.Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
        var top = new SourceLocation(file, 1, 1);
        return new ConfigMap(top, [.. entries.Except(settings), .. settings.Count == 0 ? [] : new[] { new ConfigEntry(SopsMetadata.Key, settings[0].KeyLocation, Settings(settings)) }]);
    }

    /// <summary>Writes a document.</summary>
    public static string Write(SopsText written)
    {
        var recipients = written.Kinds.SelectMany(kind => kind.SelectMany((recipient, at) => recipient.Fields.Select(field =>
            KeyValuePair.Create($"{kind.Key}{ListMark}{at.ToString(CultureInfo.InvariantCulture)}{MapMark}{field.Key}", field.Value))));
        var settings = written.Settings.Concat(recipients).OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{Prefix}{setting.Key}={OneLine(setting.Value)}\n");
        return string.Concat(written.Lines.Select(line => line.Key is null ? $"#{OneLine(line.Text)}\n" : $"{line.Key}={OneLine(line.Text)}\n").Concat(settings));
    }

    private static ConfigEntry Entry(string line, SourceLocation place)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        return equals <= 0 ? throw SopsException.BadLine(place)
            : new ConfigEntry(line[..equals], place, new ConfigScalar(place with { Column = equals + 2 }, line[(equals + 1)..].Replace("\\n", "\n", StringComparison.Ordinal), IsPlain: false));
    }

    private static void RefuseDuplicates(List<ConfigEntry> entries)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (entries.FirstOrDefault(entry => !seen.Add(entry.Key)) is { } twice)
        {
            throw SopsException.Twice(twice.KeyLocation, twice.Key);
        }
    }

    private static ConfigMap Settings(List<ConfigEntry> settings)
    {
        var place = settings[0].KeyLocation;
        var flat = settings.Select(entry => entry with { Key = entry.Key[Prefix.Length..] }).ToList();
        var lists = flat.Where(entry => entry.Key.Contains(ListMark, StringComparison.Ordinal)).ToList();
        return new ConfigMap(place, [.. flat.Except(lists), .. lists.GroupBy(entry => Before(entry.Key, ListMark), StringComparer.Ordinal).Select(kind => new ConfigEntry(kind.Key, place, new ConfigList(place, [.. Items(kind)])))]);
    }

    private static IEnumerable<ConfigNode> Items(IGrouping<string, ConfigEntry> kind) => kind
        .GroupBy(entry => Before(After(entry.Key, ListMark), MapMark), StringComparer.Ordinal)
        .OrderBy(item => item.Key.Length).ThenBy(item => item.Key, StringComparer.Ordinal)
        .Select(item => new ConfigMap(item.First().KeyLocation, [.. item.Select(entry => entry with { Key = After(entry.Key, MapMark) })]));

    private static string Before(string text, string mark) => text.IndexOf(mark, StringComparison.Ordinal) is var at and >= 0 ? text[..at] : text;

    private static string After(string text, string mark) => text.IndexOf(mark, StringComparison.Ordinal) is var at and >= 0 ? text[(at + mark.Length)..] : text;

    private static string OneLine(string text) => text.Replace("\n", "\\n", StringComparison.Ordinal);
}
