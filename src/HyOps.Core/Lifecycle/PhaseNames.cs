using System.Diagnostics.CodeAnalysis;

namespace HyOps.Core.Lifecycle;

/// <summary>The words for phases, in environment.yml, on the command line and in records.</summary>
public static class PhaseNames
{
    /// <summary>All words, in the order of a platform's life.</summary>
    public static IReadOnlyList<string> All { get; } = ["bootstrap", "steady-state", "dr", "dr-failback"];

    /// <summary>The word for a phase.</summary>
    /// <param name="phase">The phase.</param>
    public static string Of(Phase phase) => All[(int)phase];

    /// <summary>The phase of a word.</summary>
    /// <param name="text">The word.</param>
    /// <param name="phase">The phase, where the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out Phase phase)
    {
        var index = text is null ? -1 : All.ToList().IndexOf(text);
        phase = (Phase)Math.Max(index, 0);
        return index >= 0;
    }
}
