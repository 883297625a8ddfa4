using System.Collections.Immutable;
using System.Text;
using HyOps.Core.Files;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Engine.Init;

/// <summary>
/// A target's <c>.conf</c>: lines <c>name=value</c>, comments that start with <c>#</c>, blank lines. Quotes around a whole value are taken off.
/// It holds no secret; one that stands there is refused by its name.
/// </summary>
/// <param name="Path">The absolute path.</param>
/// <param name="Lines">Its lines, as they are.</param>
/// <param name="Values">The values that are filled in; placeholders and empty ones count as none.</param>
internal sealed record ConfigFile(string Path, ImmutableArray<string> Lines, ImmutableDictionary<string, string> Values)
{
    private const int LargestFile = 64 * 1024;

    /// <summary>Reads the file.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="target">Whose fields may stand there.</param>
    /// <exception cref="InitException">Lines are not understood: all are named.</exception>
    /// <exception cref="FileProblemException">It cannot be read, or others may change it: they would choose where credentials are sent.</exception>
    public static ConfigFile Read(string path, IInitTarget target)
    {
        PrivateFile.RequireUnwritableByOthers(path);
        var text = Encoding.UTF8.GetString(PrivateFile.Read(path, LargestFile)).TrimStart('\uFEFF');
        return Parse(path, text, target);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="path">Where it is from.</param>
    /// <param name="text">The text.</param>
    /// <param name="target">Whose fields may stand there.</param>
    /// <exception cref="InitException">Lines are not understood: all are named.</exception>
    public static ConfigFile Parse(string path, string text, IInitTarget target)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToImmutableArray();
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var (index, line) in lines.Index().Where(line => NameIn(line.Item) is not null || IsStray(line.Item)))
        {
            if (ProblemOf(line, index + 1, target, seen) is { } problem)
            {
                problems.Add($"{path}({index + 1}): {problem}");
            }
            else if (ValueIn(line) is { Length: > 0 } value && SecretShapes.Placeholder(value) is null)
            {
                values[NameIn(line)!] = value;
            }
        }

        return problems.Count == 0 ? new ConfigFile(path, lines, values.ToImmutable()) : throw InitException.BadConfig(problems);
    }

    /// <summary>The text with values filled in: in place of a field's line, or of its commented line, or at the end.</summary>
    /// <param name="changes">Names with their values; none is a secret.</param>
    public string With(IEnumerable<KeyValuePair<string, string>> changes)
    {
        var lines = Lines.ToList();
        foreach (var (name, value) in changes)
        {
            var at = lines.FindIndex(line => NameIn(line) == name) is var own && own >= 0 ? own : lines.FindIndex(line => line == $"#{name}=");
            if (at >= 0)
            {
                lines[at] = $"{name}={value}";
            }
            else
            {
                lines.Insert(lines[^1].Length == 0 ? lines.Count - 1 : lines.Count, $"{name}={value}");
            }
        }

        return string.Join('\n', lines);
    }

    private static string? ProblemOf(string line, int number, IInitTarget target, Dictionary<string, int> seen)
    {
        if (NameIn(line) is not { } name)
        {
            return "the line is neither name=value nor a comment";
        }

        var field = target.Fields.FirstOrDefault(field => field.Name == name);
        var first = seen.TryAdd(name, number) ? 0 : seen[name];
        return field is null ? $"{target.Name} has no field '{Shown.Text(name)}'. {Suggestion.Ask(name, target.Fields.Select(known => known.Name), "Remove the line.")}"
            : field.IsSecret && ValueIn(line).Length > 0 ? $"{name} is a secret and must not stand here: remove the line, and replace the value if others could read it"
            : first > 0 ? $"{name} stands in line {first} already"
            : SecretShapes.IsSecret(ValueIn(line)) ? $"{name} holds what looks like a secret: remove it, and replace the value if others could read it"
            : null;
    }

    private static bool IsStray(string line) => line.Trim() is { Length: > 0 } text && text[0] != '#';

    // A line without a name may be the rest of a pasted secret: it is never shown.
    private static string? NameIn(string line) =>
        IsStray(line) && line.Split('=', 2) is [var name, _] && name.Trim() is { Length: > 0 } trimmed && trimmed.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') ? trimmed : null;

    private static string ValueIn(string line)
    {
        var value = line.Split('=', 2)[1].Trim();
        return value is ['"', .. var plain, '"'] ? plain : value is ['\'', .. var single, '\''] ? single : value;
    }
}
