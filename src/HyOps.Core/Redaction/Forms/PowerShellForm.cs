namespace HyOps.Core.Redaction.Forms;

/// <summary>Inside PowerShell's double quotes, with backticks or a doubled quote. In its single quotes a text is as in YAML's.</summary>
internal sealed class PowerShellForm : ISecretForm
{
    /// <inheritdoc/>
    public string Name => "PowerShell";

    /// <inheritdoc/>
    public IEnumerable<string> Of(string text)
    {
        var escaped = text.Replace("`", "``", StringComparison.Ordinal)
            .Replace("$", "`$", StringComparison.Ordinal)
            .Replace("\r", "`r", StringComparison.Ordinal)
            .Replace("\n", "`n", StringComparison.Ordinal)
            .Replace("\t", "`t", StringComparison.Ordinal);
        return [escaped.Replace("\"", "`\"", StringComparison.Ordinal), escaped.Replace("\"", "\"\"", StringComparison.Ordinal), text.Replace("\"", "\"\"", StringComparison.Ordinal)];
    }
}
