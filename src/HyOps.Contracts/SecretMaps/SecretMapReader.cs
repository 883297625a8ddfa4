using System.Collections.Immutable;
using HyOps.Contracts.Yaml;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Contracts.SecretMaps;

/// <summary>
/// Reads secret maps: rows <c>scope,ENV_KEY,SECRET_NAME</c>, where the name may pin a version (<c>name@version</c>), lines that begin with <c>#</c>,
/// and an optional header of those words. Every problem is reported with its line.
/// </summary>
public static class SecretMapReader
{
    private const string Header = "scope,env_key,secret_name";
    private const string RowForm = "Write scope,ENV_KEY,SECRET_NAME; a comment begins with #.";

    /// <summary>Reads a map's file.</summary>
    /// <param name="path">Its absolute path.</param>
    /// <param name="shown">The path as people see it.</param>
    /// <param name="kind">The authority's kind, which says what names secrets may have.</param>
    /// <param name="scope">The scope; <c>all</c> takes every row.</param>
    /// <param name="problems">Where problems go.</param>
    /// <returns>The rows in the scope, or null where the file cannot be read.</returns>
    public static SecretMap? Read(string path, string shown, string kind, string scope, ProblemList problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return SourceFile.Read(path, shown, problems) is { } text ? Parse(text, shown, kind, scope, problems) : null;
    }

    /// <summary>Reads a map's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="shown">The file's path as people see it.</param>
    /// <param name="kind">The authority's kind.</param>
    /// <param name="scope">The scope; <c>all</c> takes every row.</param>
    /// <param name="problems">Where problems go.</param>
    public static SecretMap Parse(string text, string shown, string kind, string scope, ProblemList problems)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(problems);
        var rows = Rows(text, shown, AuthorityNames.Of(kind), problems);
        var inScope = rows.Where(row => scope == SecretMap.AllScopes || row.Scope == scope).ToList();
        if (inScope.Count == 0 && (scope != SecretMap.AllScopes || rows.Count == 0) && !problems.HasErrors)
        {
            var scopes = rows.Select(row => row.Scope).Distinct().Order(StringComparer.Ordinal).ToList();
            problems.Error(
                ProblemCodes.UnknownMapScope, new SourceLocation(shown), scopes.Count == 0 ? "the secret map has no row" : $"no row has the scope '{Shown.Text(scope)}'",
                Suggestion.Ask(scope, scopes, scopes.Count == 0 ? RowForm : $"There are {string.Join(", ", scopes.Select(Shown.Text))}; all takes every row."));
        }

        return new SecretMap(shown, ByKey(inScope, problems));
    }

    private static List<MappedSecret> Rows(string text, string shown, AuthorityNames names, ProblemList problems)
    {
        var rows = new List<MappedSecret>();
        var lines = text.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at].Trim();
            if (line.Length > 0 && line[0] != '#' && !IsHeader(line, rows) && ReadRow(line, new SourceLocation(shown, at + 1, 1), names, problems) is { } row)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private static bool IsHeader(string line, List<MappedSecret> before) =>
        before.Count == 0 && string.Equals(line.Replace(" ", "", StringComparison.Ordinal), Header, StringComparison.OrdinalIgnoreCase);

    // A row is not repeated in a message: somebody may have put a value where a name belongs.
    private static MappedSecret? ReadRow(string line, SourceLocation location, AuthorityNames names, ProblemList problems)
    {
        var fields = line.Split(',', StringSplitOptions.TrimEntries);
        if (fields.Length != 3 || !IsScope(fields[0]) || !SecretName.TryParse(fields[1], out var key))
        {
            var what = fields.Length != 3 ? $"the row has {fields.Length} fields instead of 3" : IsScope(fields[0]) ? "the second field is not the name of an environment variable" : "the first field is not a scope ([a-z0-9][a-z0-9._-]*, not 'all')";
            problems.Error(ProblemCodes.BadMapRow, location, what, RowForm);
            return null;
        }

        if (names.TryParse(fields[2], out var reference))
        {
            return new MappedSecret(key, reference, fields[0], location);
        }

        problems.Error(ProblemCodes.BadSecretName, location, $"the third field of {key} is no secret's name in {names.Kind}", names.Form, key: key.Value);
        return null;
    }

    private static bool IsScope(string text) =>
        text.Length > 0 && text != SecretMap.AllScopes && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-');

    private static ImmutableSortedDictionary<SecretName, MappedSecret> ByKey(List<MappedSecret> rows, ProblemList problems)
    {
        var byKey = new Dictionary<SecretName, MappedSecret>();
        foreach (var row in rows.Where(row => !byKey.TryAdd(row.Key, row)))
        {
            var first = byKey[row.Key];
            if (first.Scope == row.Scope || first.Reference != row.Reference)
            {
                problems.Error(
                    ProblemCodes.MapKeyTwice, row.Location, $"{row.Key} is mapped already, at {first.Location}",
                    first.Scope == row.Scope ? "Keep one of the two rows." : "Take one scope instead of all, or map both to the same secret.", key: row.Key.Value);
            }
        }

        return byKey.ToImmutableSortedDictionary();
    }
}
