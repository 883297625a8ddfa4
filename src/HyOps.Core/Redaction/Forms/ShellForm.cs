using System.Text;

namespace HyOps.Core.Redaction.Forms;

/// <summary>Inside a POSIX shell's single quotes (two habits) and double quotes, and with a backslash before each special character.</summary>
internal sealed class ShellForm : ISecretForm
{
    /// <inheritdoc/>
    public string Name => "shell";

    private const string SpecialInDoubleQuotes = "\"\\$`";

    /// <inheritdoc/>
    public IEnumerable<string> Of(string text) =>
    [
        text.Replace("'", @"'\''", StringComparison.Ordinal),
        text.Replace("'", "'\"'\"'", StringComparison.Ordinal),
        Backslashed(text, static character => SpecialInDoubleQuotes.Contains(character, StringComparison.Ordinal)),
        Backslashed(text, static character => char.IsAscii(character) && !char.IsAsciiLetterOrDigit(character) && !"_-./:=@%+,".Contains(character, StringComparison.Ordinal)),
    ];

    private static string Backslashed(string text, Func<char, bool> isSpecial)
    {
        var written = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = (isSpecial(character) ? written.Append('\\') : written).Append(character);
        }

        return written.ToString();
    }
}
