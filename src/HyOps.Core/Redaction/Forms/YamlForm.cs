namespace HyOps.Core.Redaction.Forms;

/// <summary>Inside YAML's single quotes. Its double quotes escape as JSON does, and its blocks are lines.</summary>
internal sealed class YamlForm : ISecretForm
{
    /// <inheritdoc/>
    public string Name => "YAML";

    /// <inheritdoc/>
    public IEnumerable<string> Of(string text) => [text.Replace("'", "''", StringComparison.Ordinal)];
}
