using System.Text;

namespace HyOps.Core.Redaction.Forms;

/// <summary>With XML and HTML entities, named and numbered; some writers leave the quotes alone.</summary>
internal sealed class XmlForm : ISecretForm
{
    /// <inheritdoc/>
    public string Name => "XML";

    /// <inheritdoc/>
    public IEnumerable<string> Of(string text) =>
    [
        Escape(text, "&quot;", "&apos;"),
        Escape(text, "&quot;", "&#39;"),
        Escape(text, "&#34;", "&#39;"),
        Escape(text, "&quot;", "&#x27;"),
        Escape(text, "&quot;", "'"),
        Escape(text, "\"", "'"),
    ];

    private static string Escape(string text, string quote, string apostrophe) => new StringBuilder(text)
        .Replace("&", "&amp;")
        .Replace("<", "&lt;")
        .Replace(">", "&gt;")
        .Replace("\"", quote)
        .Replace("'", apostrophe)
        .ToString();
}
