using HyOps.Core.Environments;

namespace HyOps.Contracts.Kubernetes;

/// <summary>The first lines of a rendered file: they tell whose it is. A file without them is never changed or removed.</summary>
public static class ManifestMarker
{
    private const string Start = "# Rendered by 'hyops eso render --env ";

    /// <summary>The header of a file.</summary>
    /// <param name="environment">The environment.</param>
    internal static string Of(EnvironmentName environment) =>
        $"{Start}{environment}' from module contracts and the secret map: do not edit,\n# change those and render again. It holds references to secrets, never values.\n";

    /// <summary>The environment that a text was rendered for; null where it was not.</summary>
    /// <param name="text">A file's text.</param>
    public static string? EnvironmentOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.StartsWith(Start, StringComparison.Ordinal) ? text.IndexOf('\'', Start.Length) : -1;
        return end < 0 ? null : text[Start.Length..end];
    }
}
