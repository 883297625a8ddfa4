namespace HyOps.Core.Redaction.Forms;

/// <summary>Inside an HCL string as Terraform prints it: escapes of the plain JSON kind, and doubled template markers.</summary>
internal sealed class HclForm : ISecretForm
{
    /// <inheritdoc/>
    public string Name => "HCL";

    /// <inheritdoc/>
    public IEnumerable<string> Of(string text) =>
    [
        text.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\r", @"\r", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal)
            .Replace("\t", @"\t", StringComparison.Ordinal)
            .Replace("${", "$${", StringComparison.Ordinal)
            .Replace("%{", "%%{", StringComparison.Ordinal),
    ];
}
