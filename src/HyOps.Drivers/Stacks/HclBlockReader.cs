using System.Collections.Immutable;

namespace HyOps.Drivers.Stacks;

/// <summary>
/// Finds the headers of blocks in HashiCorp's configuration language. It skips expressions, strings with their templates, heredocs and
/// comments, and understands no more than that: the tools judge the rest.
/// Syntax: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
/// </summary>
/// <param name="text">The file's text.</param>
internal sealed class HclBlockReader(string text)
{
    /// <summary>Deeper templates in templates are nobody's; the limit keeps a hostile file from exhausting the stack.</summary>
    private const int DeepestTemplate = 200;

    private readonly List<HclBlock> found = [];

    /// <summary>What is open around the position: a block's type, or null for an expression's bracket.</summary>
    private readonly Stack<string?> open = new();
    private int position;

    /// <summary>Whether a block's header may start here.</summary>
    private bool atStatement = true;

    /// <summary>The headers of all blocks, in the order of the text.</summary>
    /// <param name="text">The file's text.</param>
    public static IReadOnlyList<HclBlock> Read(string text)
    {
        var reader = new HclBlockReader(text);
        while (reader.position < text.Length)
        {
            reader.Step();
        }

        return reader.found;
    }

    private bool InBlock => open.Count == 0 || open.Peek() is not null;

    private char Current => position < text.Length ? text[position] : '\0';

    private bool At(string expected) => string.CompareOrdinal(text, position, expected, 0, expected.Length) == 0;

    private void Step()
    {
        switch (Current)
        {
            case '\n':
                atStatement = InBlock;
                position++;
                break;
            case '#':
            case '/' when At("//"):
                SkipTo("\n");
                break;
            case '/' when At("/*"):
                SkipTo("*/");
                break;
            case '"':
                SkipString(0);
                break;
            case '<' when At("<<"):
                SkipHeredoc();
                break;
            case '{' or '[' or '(':
                open.Push(null);
                position++;
                break;
            case '}' or ']' or ')':
                open.TryPop(out _);
                position++;
                break;
            case var c when IsIdentifierStart(c):
                ReadIdentifierOrHeader();
                break;
            default:
                position++;
                break;
        }
    }

    private void ReadIdentifierOrHeader()
    {
        var type = ReadIdentifier();
        var mayBeHeader = atStatement && InBlock;
        atStatement = false;
        if (!mayBeHeader)
        {
            return;
        }

        var labels = ImmutableArray.CreateBuilder<string>();
        for (SkipBlanks(); Current == '"' || IsIdentifierStart(Current); SkipBlanks())
        {
            labels.Add(Current == '"' ? ReadLabel() : ReadIdentifier());
        }

        if (Current == '{')
        {
            position++;
            atStatement = true;
            found.Add(new HclBlock(type, labels.ToImmutable(), open.Count == 0 ? null : open.Peek()));
            open.Push(type);
        }
    }

    private string ReadLabel()
    {
        var start = position;
        SkipString(0);
        return text[start..position].Trim('"');
    }

    private string ReadIdentifier()
    {
        var start = position;
        while (IsIdentifierStart(Current) || char.IsAsciiDigit(Current) || Current == '-')
        {
            position++;
        }

        return text[start..position];
    }

    private void SkipBlanks()
    {
        while (Current is ' ' or '\t')
        {
            position++;
        }
    }

    private void SkipTo(string end)
    {
        var index = text.IndexOf(end, position, StringComparison.Ordinal);

        // The line end itself stays: it starts a statement.
        position = index < 0 ? text.Length : index + (end == "\n" ? 0 : end.Length);
    }

    private void SkipString(int depth)
    {
        for (position++; position < text.Length && Current is not '"' and not '\n'; position++)
        {
            if (Current == '\\')
            {
                position++;
            }
            else if (At("$${") || At("%%{"))
            {
                position += 2;
            }
            else if (At("${") || At("%{"))
            {
                SkipTemplate(depth);
            }
        }

        // An escape at the end of the text may have gone past it.
        position = Math.Min(position + 1, text.Length);
    }

    /// <summary>From the opening to the closing brace, which the position is on afterwards.</summary>
    private void SkipTemplate(int depth)
    {
        if (depth >= DeepestTemplate)
        {
            position = text.Length;
            return;
        }

        var braces = 0;
        for (position++; position < text.Length; position++)
        {
            braces += Current switch { '{' => 1, '}' => -1, _ => 0 };
            if (braces == 0)
            {
                return;
            }

            if (Current == '"')
            {
                SkipString(depth + 1);
                position--;
            }
        }
    }

    private void SkipHeredoc()
    {
        position += At("<<-") ? 3 : 2;
        var end = ReadIdentifier();
        if (end.Length == 0)
        {
            return;
        }

        SkipTo("\n");
        while (position < text.Length)
        {
            var start = ++position;
            SkipTo("\n");
            if (text.AsSpan(start, position - start).Trim().SequenceEqual(end))
            {
                return;
            }
        }
    }

    private static bool IsIdentifierStart(char c) => char.IsLetter(c) || c == '_';
}
