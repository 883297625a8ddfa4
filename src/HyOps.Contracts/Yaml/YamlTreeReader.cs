using HyOps.Core.Configuration;
using HyOps.Core.Problems;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace HyOps.Contracts.Yaml;

/// <summary>Builds the tree from YAML's events. Depth, number of values and expansion of aliases are bounded.</summary>
internal sealed partial class YamlTreeReader
{
    private readonly Parser parser;
    private readonly string shown;
    private readonly YamlBudget budget;
    private readonly ProblemList problems;
    private readonly int problemsBefore;
    private readonly Dictionary<string, Built> anchors = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private int values;

    private YamlTreeReader(string text, string shown, ProblemList problems, YamlBudget budget)
    {
        this.budget = budget;
        parser = new Parser(new StringReader(text));
        this.shown = shown;
        this.problems = problems;
        problemsBefore = problems.Count;
    }

    /// <summary>The tree, or null where there is none or where it cannot be read; the latter with a problem.</summary>
    public static ConfigNode? Read(string text, string shown, ProblemList problems) =>
        Guarded(text, shown, problems, YamlBudget.Authored, reader => reader.ReadDocument());

    /// <summary>The trees of all documents, or null where one cannot be read.</summary>
    public static IReadOnlyList<ConfigNode>? ReadAll(string text, string shown, ProblemList problems, YamlBudget budget) =>
        Guarded(text, shown, problems, budget, reader => reader.ReadDocuments());

    private static TResult? Guarded<TResult>(string text, string shown, ProblemList problems, YamlBudget budget, Func<YamlTreeReader, TResult?> read)
        where TResult : class
    {
        try
        {
            return read(new YamlTreeReader(text, shown, problems, budget));
        }
        catch (YamlRefusedException)
        {
            return null;
        }
        catch (YamlException exception)
        {
            YamlSyntaxProblem.Report(exception, text, shown, problems);
            return null;
        }
    }

    private List<ConfigNode> ReadDocuments()
    {
        Take<StreamStart>();
        var documents = new List<ConfigNode>();
        while (parser.Current is not StreamEnd)
        {
            Take<DocumentStart>();
            documents.Add(ReadNode(1).Node);
            Take<DocumentEnd>();
            anchors.Clear();
        }

        return documents;
    }

    private ConfigNode? ReadDocument()
    {
        Take<StreamStart>();
        if (parser.Current is StreamEnd)
        {
            return null;
        }

        Take<DocumentStart>();
        var root = ReadNode(1).Node;
        Take<DocumentEnd>();
        if (parser.Current is DocumentStart second)
        {
            Refuse(ProblemCodes.SeveralDocuments, At(second.Start), "a second document starts here", "Keep one document a file; remove the line ---.");
        }

        return root;
    }

    private Built ReadNode(int depth)
    {
        if (parser.Current is AnchorAlias)
        {
            return Follow(depth);
        }

        Count(1);

        // A key without its colon gives a map with an odd number of nodes in it.
        if (parser.Current is not NodeEvent node)
        {
            throw new YamlException(parser.Current!.Start, parser.Current.End, "Did not find a value here.");
        }

        var anchor = node.Anchor.IsEmpty ? null : node.Anchor.Value;
        CheckTag(node);
        if (anchor is not null)
        {
            open.Add(anchor);
        }

        var built = node switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart start => ReadList(start, depth),
            _ => ReadMap((MappingStart)node, depth),
        };
        if (anchor is not null)
        {
            open.Remove(anchor);
            anchors[anchor] = built;
        }

        return built;
    }

    private Built ReadScalar(Scalar scalar)
    {
        Next();
        return new Built(new ConfigScalar(At(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain), 1, 0);
    }

    private Built ReadList(SequenceStart start, int depth)
    {
        CheckDepth(depth, start.Start);
        Next();
        var items = new List<ConfigNode>();
        var (size, height) = (1, 0);
        while (parser.Current is not SequenceEnd)
        {
            var item = ReadNode(depth + 1);
            items.Add(item.Node);
            (size, height) = (size + item.Size, Math.Max(height, item.Height));
        }

        Next();
        return new Built(new ConfigList(At(start.Start), [.. items]), size, height + 1);
    }

    private Built Follow(int depth)
    {
        var alias = (AnchorAlias)parser.Current!;
        var name = alias.Value.Value;
        Next();
        if (anchors.TryGetValue(name, out var built))
        {
            Count(built.Size);
            CheckDepth(depth + built.Height - 1, alias.Start);
            return built;
        }

        var why = open.Contains(name) ? "stands within what it refers to" : "refers to an anchor that is not defined before it";
        Report(ProblemCodes.Alias, At(alias.Start), $"the alias *{Shown.Text(name)} {why}", "Write the value out, or define the anchor above.");
        return new Built(new ConfigScalar(At(alias.Start), "", IsPlain: true), 1, 0);
    }

    private void CheckTag(NodeEvent node)
    {
        if (!node.Tag.IsEmpty)
        {
            Report(
                ProblemCodes.Tag, At(node.Start), $"the tag {Shown.Text(node.Tag.Value)} is not read here",
                "Remove the tag: quotes make a text, and secrets are kept in the bundle under a name (*_env), not in place.");
        }
    }

    private void CheckDepth(int depth, Mark mark)
    {
        if (depth > budget.Depth)
        {
            Refuse(ProblemCodes.TooDeep, At(mark), $"lists and maps are nested more than {budget.Depth} deep", "Write it flatter.");
        }
    }

    private void Count(int more)
    {
        values += more;
        if (values > budget.Values)
        {
            Refuse(
                ProblemCodes.TooManyValues, At(parser.Current!.Start), $"the file holds more than {budget.Values} values, aliases expanded",
                "Write less, or use fewer aliases of aliases.");
        }
    }

    private void Take<TEvent>()
        where TEvent : ParsingEvent
    {
        if (parser.Current is null)
        {
            Next();
        }

        if (parser.Current is not TEvent)
        {
            throw new YamlException(parser.Current!.Start, parser.Current.End, "Did not find the expected structure.");
        }

        Next();
    }

    // The parser has states that it does not expect itself (an open bracket before a key on the next line): such a file is no YAML either.
    private void Next()
    {
        try
        {
            parser.MoveNext();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            Refuse(
                ProblemCodes.YamlSyntax, parser.Current is null ? new SourceLocation(shown, 1, 1) : At(parser.Current.End), "this is not YAML from here on",
                "See whether a quote or bracket is open, or a colon lacks its space.");
        }
    }

    private SourceLocation At(Mark mark) => new(shown, (int)mark.Line, (int)mark.Column);

    private void Report(string code, SourceLocation location, string message, string fix)
    {
        problems.Error(code, location, message, fix);
        if (problems.Count - problemsBefore >= YamlLimits.Problems)
        {
            Refuse(ProblemCodes.YamlSyntax, location, "too many problems of the same file: reading stops here", "Correct those above first.");
        }
    }

    private void Refuse(string code, SourceLocation location, string message, string fix)
    {
        problems.Error(code, location, message, fix);
        throw new YamlRefusedException();
    }

    /// <summary>A value with the number of values in it and the number of levels below it.</summary>
    private sealed record Built(ConfigNode Node, int Size, int Height);
}
