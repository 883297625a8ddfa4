using System.Text.RegularExpressions;

namespace HyOps.Core.Commands;

/// <summary>
/// Takes out of foreign text what a terminal would act on instead of show: escape sequences (ECMA-48: colours, cursor, window titles,
/// clipboard writes), control characters but the tab, and the marks that reverse the direction of text.
/// </summary>
public static partial class TerminalText
{
    /// <summary>The text that a person would read.</summary>
    /// <param name="text">Any text.</param>
    public static string Clean(string text) => Harmful().Replace(text, "");

    // In this order: control sequences; strings up to their terminator, or to the end; other escapes; what is left of controls.
    [GeneratedRegex(
        @"(?:\x1B\[|\x9B)[0-?]*[ -/]*[@-~]?"
        + @"|(?:\x1B[\]PX^_]|[\x9D\x90\x98\x9E\x9F])[^\x07\x1B\x9C]*(?:\x07|\x1B\\|\x9C)?"
        + @"|\x1B[ -/]*[0-~]?"
        + @"|[\x00-\x08\x0A-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]",
        RegexOptions.CultureInvariant)]
    private static partial Regex Harmful();
}
