using System.Text.RegularExpressions;

namespace HyOps.Contracts.Environments;

/// <summary>The one expression that there is: <c>${steps.image.outputs.image_path}</c>, as a whole text.</summary>
internal static partial class WireExpression
{
    /// <summary>Whether the text has anything that looks like an expression. <c>$${</c> is none for Terraform, and is kept as text too.</summary>
    public static bool IsIn(string text) => text.Contains("${", StringComparison.Ordinal);

    public static (string Step, string Output)? Parse(string text) =>
        Form().Match(text) is { Success: true } match ? (match.Groups["step"].Value, match.Groups["output"].Value) : null;

    [GeneratedRegex(@"\A\$\{\s*steps\.(?<step>[A-Za-z0-9_-]+)\.outputs\.(?<output>[A-Za-z0-9_.-]+)\s*\}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
