using System.Text;

namespace HyOps.Core.Redaction.Forms;

/// <summary>UTF-16, as Windows and PowerShell write files. Of plain ASCII the terminal's view shows every other form of it, too.</summary>
/// <param name="encoding">One of the two byte orders.</param>
internal sealed class WideForm(Encoding encoding) : ISecretForm
{
    /// <inheritdoc/>
    public string Name => "UTF-16";

    /// <inheritdoc/>
    public Encoding Encoding => encoding;

    /// <inheritdoc/>
    public IEnumerable<string> Of(string text) => [text];
}
