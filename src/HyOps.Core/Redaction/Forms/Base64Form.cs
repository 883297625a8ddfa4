using System.Text;

namespace HyOps.Core.Redaction.Forms;

/// <summary>
/// Base64 (RFC 4648 sections 4 and 5). Inside a longer text (<c>user:SECRET</c>) a secret begins at one of three shifts against the groups
/// of three bytes; each shift gives other characters. The characters at the edges also hold bits of the neighbours: those in front are left
/// out; those at the end are known where the secret ends the text.
/// </summary>
/// <param name="name">The form's name.</param>
/// <param name="encoding">How the text becomes the bytes that are encoded: UTF-16 in PowerShell's <c>-EncodedCommand</c>.</param>
internal sealed class Base64Form(string name, Encoding encoding) : ISecretForm
{
    private const int BitsPerByte = 8;
    private const int BitsPerCharacter = 6;

    /// <summary>Three characters or fewer would be found in any text.</summary>
    private const int Shortest = 4;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public IEnumerable<string> Of(string text)
    {
        var bytes = encoding.GetBytes(text);
        return Enumerable.Range(0, 3)
            .SelectMany(shift => Shifted(bytes, shift))
            .Where(form => form.Length >= Shortest)
            .SelectMany(form => new[] { form, UrlSafe(form) });
    }

    private static IEnumerable<string> Shifted(byte[] bytes, int shift)
    {
        var encoded = Convert.ToBase64String([.. new byte[shift], .. bytes]);
        var first = ((shift * BitsPerByte) + BitsPerCharacter - 1) / BitsPerCharacter;
        var inner = (shift + bytes.Length) * BitsPerByte / BitsPerCharacter;
        return [encoded[first..Math.Max(first, inner)], encoded[first..].TrimEnd('='), encoded[first..]];
    }

    private static string UrlSafe(string form) => form.Replace('+', '-').Replace('/', '_');
}
