using System.Buffers;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Yaml;

/// <summary>Finds characters that YAML forbids, or that readers of YAML take for line ends where people see none.</summary>
internal static class TextCharacters
{
    private static readonly SearchValues<char> Refused = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(c => c is not ('\t' or '\n' or '\r'))
            .Concat(Enumerable.Range(0x7F, 0x21))
            .Concat([0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF])
            .Select(c => (char)c)]);

    /// <summary>The text, or null with a problem.</summary>
    public static string? Check(string text, string shown, ProblemList problems)
    {
        var index = text.AsSpan().IndexOfAny(Refused);
        if (index < 0)
        {
            return text;
        }

        problems.Error(
            ProblemCodes.ControlCharacter, LocationOf(text, index, shown), $"the character {NameOf(text[index])} is not allowed here",
            "Remove it; in double quotes it can be written as an escape, such as \"\\u2028\".");
        return null;
    }

    /// <summary>Line and column of an index.</summary>
    public static SourceLocation LocationOf(string text, int index, string shown)
    {
        var line = 1;
        var start = 0;
        for (var i = 0; i < index; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 >= text.Length || text[i + 1] != '\n')))
            {
                (line, start) = (line + 1, i + 1);
            }
        }

        return new SourceLocation(shown, line, index - start + 1);
    }

    private static string NameOf(char character) => character switch
    {
        '\0' => "NUL (U+0000)",
        '\x1B' => "ESC (U+001B)",
        '\u2028' => "U+2028 (line separator)",
        '\uFEFF' => "U+FEFF (a byte order mark within the text)",
        _ => $"U+{(int)character:X4}",
    };
}
