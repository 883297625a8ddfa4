using System.Globalization;
using System.Text;

namespace HyOps.Engine.Init;

/// <summary>
/// Reads a tfvars file of plain values: strings, <c>true</c>, <c>false</c> and numbers, with comments (<c>#</c>, <c>//</c>, <c>/* */</c>).
/// Heredocs, lists, maps and templates are refused: credentials are flat. The values are secrets, so no message repeats one.
/// </summary>
internal sealed class TfvarsReader
{
    private readonly string path;
    private readonly string text;
    private int at;
    private int line = 1;

    private TfvarsReader(string path, string text) => (this.path, this.text) = (path, text);

    private char Here => at < text.Length ? text[at] : '\0';

    private char Next => at + 1 < text.Length ? text[at + 1] : '\0';

    /// <summary>Reads names and values, in the order of the file.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="InitException">It is no such file; the message names the line.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string path, string text)
    {
        var reader = new TfvarsReader(path, text);
        var values = new List<KeyValuePair<string, string>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (reader.SkipBlank(); reader.at < text.Length; reader.SkipBlank())
        {
            var (name, value) = reader.ReadAssignment();
            values.Add(names.Add(name) ? KeyValuePair.Create(name, value) : throw reader.Wrong($"{name} stands there a second time"));
        }

        return values;
    }

    private (string Name, string Value) ReadAssignment()
    {
        var name = ReadWord(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        if (name.Length == 0 || !(char.IsAsciiLetter(name[0]) || name[0] == '_'))
        {
            throw Wrong("a name is expected");
        }

        SkipSpaces();
        if (Here != '=' || Next == '=')
        {
            throw Wrong($"'=' is expected after {name}");
        }

        at++;
        SkipSpaces();
        var value = Here == '"' ? ReadString() : ReadLiteral(name);
        SkipSpaces();
        SkipComment();
        return at >= text.Length || Here is '\n' or '\r' ? (name, value) : throw Wrong($"the line of {name} goes on after its value");
    }

    private string ReadLiteral(string name)
    {
        var word = ReadWord(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '-');
        return word is "true" or "false" || double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? word
            : throw Wrong($"the value of {name} is no string in quotes, number, true or false");
    }

    private string ReadString()
    {
        var value = new StringBuilder();
        for (at++; Here != '"'; at++)
        {
            if (at >= text.Length || Here is '\n' or '\r')
            {
                throw Wrong("a string does not end on its line");
            }

            value.Append(Here switch
            {
                '\\' => ReadEscape(),
                '$' or '%' when Next == '{' => throw Wrong("a string holds a template, where a plain value is expected"),
                '$' or '%' when Next == Here && at + 2 < text.Length && text[at + 2] == '{' => text[at++].ToString(),
                _ => Here.ToString(),
            });
        }

        at++;
        return value.ToString();
    }

    private string ReadEscape()
    {
        at++;
        return Here switch
        {
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            '"' => "\"",
            '\\' => "\\",
            'u' => ReadCode(4),
            'U' => ReadCode(8),
            _ => throw Wrong("a string holds an unknown escape"),
        };
    }

    private string ReadCode(int digits)
    {
        var hex = at + digits < text.Length ? text.Substring(at + 1, digits) : "";
        at += digits;
        return int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code)
            ? new Rune(code).ToString()
            : throw Wrong("a string holds a code that is no character");
    }

    private string ReadWord(Func<char, bool> belongs)
    {
        var start = at;
        while (at < text.Length && belongs(Here))
        {
            at++;
        }

        return text[start..at];
    }

    private void SkipSpaces()
    {
        while (Here is ' ' or '\t')
        {
            at++;
        }
    }

    private void SkipBlank()
    {
        for (SkipComment(); at < text.Length && Here is ' ' or '\t' or '\r' or '\n'; SkipComment())
        {
            line += Here == '\n' ? 1 : 0;
            at++;
        }
    }

    private void SkipComment()
    {
        if (Here == '#' || (Here == '/' && Next == '/'))
        {
            at = text.IndexOf('\n', at) is var end && end < 0 ? text.Length : end;
        }
        else if (Here == '/' && Next == '*')
        {
            var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
            end = end < 0 ? throw Wrong("a comment does not end") : end + 2;
            line += text.AsSpan(at, end - at).Count('\n');
            at = end;
        }
    }

    private InitException Wrong(string reason) => InitException.BadTfvars(path, line, reason);
}
