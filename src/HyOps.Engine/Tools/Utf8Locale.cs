namespace HyOps.Engine.Tools;

/// <summary>The locale in which every tool speaks plain English in UTF-8.</summary>
public static class Utf8Locale
{
    /// <summary>Its name on this system, for <c>LC_ALL</c>.</summary>
    public static string Name { get; } = OperatingSystem.IsMacOS() ? "en_US.UTF-8" : "C.UTF-8";
}
