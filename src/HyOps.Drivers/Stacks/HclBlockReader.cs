using System.Collections.Immutable;

namespace HyOps.Drivers.Stacks;

/// <summary>
/// Finds the headers of blocks in HashiCorp's configuration language, and the literal values of their attributes. It skips expressions,
/// strings with their templates, heredocs and comments, and understands no more than that: the tools judge the rest.
/// Syntax: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
/// </summary>
/// <param name="text">The file's text.</param>
internal sealed class HclBlockReader(string text)
{
    /// <summary>Deeper templates in templates are nobody's; the limit keeps a hostile file from exhausting the stack.</summary>
    private const int DeepestTemplate = 200;

    private readonly List<HclBlock> found = [];

    /// <summary>What is open around the position: a block, or null for an expression's bracket.</summary>
    private readonly Stack<HclBlock?> open = new();
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
            var block = new HclBlock(type, labels.ToImmutable(), open.Count == 0 ? null : open.Peek()?.Type);
            found.Add(block);
            open.Push(block);
        }
        else if (Current == '=' && labels.Count == 0 && open.Count > 0)
        {
            // The value is only looked at: the ordinary steps go over it next.
            position++;
            open.Peek()!.Attributes[type] = PeekLiteral();
        }
    }

    private string? PeekLiteral()
    {
        SkipBlanks();
        var start = position;
        if (Current == '"')
        {
            SkipString(0);
        }
        else
        {
            ReadWord();
        }

        var literal = text[start..position];
        SkipBlanks();
        var isWhole = Current is '\n' or '\r' or '\0' or '#' or '}' || At("//") || At("/*");
        position = start;
        return !isWhole ? null : literal.StartsWith('"') ? Unquoted(literal) : literal is "" or "null" ? null : literal;
    }

    private void ReadWord()
    {
        while (char.IsAsciiLetterOrDigit(Current) || Current is '.' or '-' or '_')
        {
            position++;
        }
    }

    /// <summary>The text between quotes; null where it holds a template.</summary>
    private static string? Unquoted(string literal)
    {
        var body = literal[1..^(literal.Length > 1 && literal[^1] == '"' ? 1 : 0)];
        return body.Contains("${", StringComparison.Ordinal) || body.Contains("%{", StringComparison.Ordinal) ? null
            : body.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
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
