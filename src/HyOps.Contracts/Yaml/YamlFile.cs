using HyOps.Core.Configuration;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Yaml;

/// <summary>Reads YAML files as text, lists and maps with their places; nothing is converted, created or followed.</summary>
public static class YamlFile
{
    /// <summary>Reads a file that must hold a map.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="shown">The path as people see it.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="emptyIsMap">Whether an empty file counts as a map of nothing.</param>
    /// <returns>The map, also where some of it was wrong; null where nothing could be read.</returns>
    public static ConfigMap? ReadMap(string path, string shown, ProblemList problems, bool emptyIsMap = false) =>
        SourceFile.Read(path, shown, problems) is { } text ? ParseMap(text, shown, problems, emptyIsMap) : null;

    /// <summary>Reads a text that must hold a map.</summary>
    /// <param name="text">The text.</param>
    /// <param name="shown">The path that places in it are shown with.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="emptyIsMap">Whether an empty text counts as a map of nothing.</param>
    /// <returns>The map, also where some of it was wrong; null where nothing could be read.</returns>
    public static ConfigMap? ParseMap(string text, string shown, ProblemList problems, bool emptyIsMap = false)
    {
        var before = problems.Count;
        switch (YamlTreeReader.Read(text, shown, problems))
        {
            case ConfigMap map:
                return map;
            case null or ConfigScalar { IsNull: true } when problems.Count > before:
                return null;
            case null or ConfigScalar { IsNull: true } when emptyIsMap:
                return ConfigMap.Empty(new SourceLocation(shown, 1, 1));
            case null or ConfigScalar { IsNull: true }:
                problems.Error(ProblemCodes.EmptyFile, new SourceLocation(shown), "the file is empty", "Write it, or copy the one of another module or environment as a pattern.");
                return null;
            case var other:
                problems.Error(ProblemCodes.WrongKind, other.Location, "the file does not hold a map of keys", "Write 'key: value' lines.");
                return null;
        }
    }

    /// <summary>Reads all documents of a text; empty ones are left out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="shown">The path that places in it are shown with.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="budget">How much it may hold.</param>
    /// <returns>The documents; none where one cannot be read, with its problem.</returns>
    internal static IReadOnlyList<ConfigNode> ParseAll(string text, string shown, ProblemList problems, YamlBudget budget) =>
        [.. (YamlTreeReader.ReadAll(text, shown, problems, budget) ?? []).Where(node => node is not ConfigScalar { IsNull: true })];
}
