using System.Text;

namespace HyOps.Core.Redaction.Forms;

/// <summary>The UTF-8 bytes in hexadecimal, both cases.</summary>
internal sealed class HexForm : ISecretForm
{
    /// <inheritdoc/>
    public IEnumerable<string> Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes)];
    }
}
