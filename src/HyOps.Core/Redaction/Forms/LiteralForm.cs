namespace HyOps.Core.Redaction.Forms;

/// <summary>As it is; where it has several lines, with LF and with CRLF ends.</summary>
internal sealed class LiteralForm : ISecretForm
{
    /// <inheritdoc/>
    public string Name => "plain";

    /// <inheritdoc/>
    public IEnumerable<string> Of(string text)
    {
        var lf = text.ReplaceLineEndings("\n");
        return text.Contains('\n', StringComparison.Ordinal) ? [text, lf, lf.Replace("\n", "\r\n", StringComparison.Ordinal)] : [text];
    }
}
