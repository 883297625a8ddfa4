using System.Text;

namespace HyOps.Core.Redaction.Forms;

/// <summary>
/// The UTF-8 bytes in hexadecimal: at a stretch, with the separators that <c>openssl</c>, <c>od</c>, .NET and C have, and two by two as <c>xxd</c> does.
/// </summary>
internal sealed class HexForm : ISecretForm
{
    private static readonly string[] Separators = ["", ":", " ", "-", ", 0x", ",0x"];

    /// <inheritdoc/>
    public string Name => "hexadecimal";

    /// <inheritdoc/>
    public bool IgnoresCase => true;

    /// <inheritdoc/>
    public IEnumerable<string> Of(string text)
    {
        var digits = Encoding.UTF8.GetBytes(text).Select(value => Convert.ToHexStringLower([value])).ToArray();
        return [.. Separators.Select(separator => string.Join(separator, digits)), InPairs(digits, 0), InPairs(digits, 1)];
    }

    private static string InPairs(string[] digits, int first) =>
        string.Concat(digits.Select((value, index) => index > 0 && index % 2 == first ? $" {value}" : value));
}
