namespace HyOps.Presentation.Screens;

/// <summary>The ANSI codes of styles: the eight basic colours, which every theme keeps readable.</summary>
internal static class TextStyles
{
    private const string Reset = "\e[0m";

    internal static string Paint(string text, TextStyle style) => Code(style) is { } code && text.Length > 0 ? code + text + Reset : text;

    private static string? Code(TextStyle style) => style switch
    {
        TextStyle.Strong => "\e[1m",
        TextStyle.Quiet => "\e[2m",
        TextStyle.Good => "\e[32m",
        TextStyle.Changed => "\e[36m",
        TextStyle.Warning => "\e[33m",
        TextStyle.Bad => "\e[31m",
        _ => null,
    };
}
