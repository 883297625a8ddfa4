using System.Globalization;

namespace HyOps.Core.Guardrails;

/// <summary>How old something is that a recovery rests on, as its probe says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MaxAge">How old it may be.</param>
public sealed record MeasuredAge(string Name, TimeSpan MaxAge)
{
    /// <summary>How old it is; null where that is not known, or was not asked.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>Why its age is not known; null where it is, or was not asked.</summary>
    public string? Untold { get; init; }

    /// <summary>Why it was not asked; null where it was.</summary>
    public string? NotAsked { get; init; }

    /// <summary>Whether a recovery may rest on it, or does not. What is not known is not fresh.</summary>
    public bool IsFresh => NotAsked is not null || Age <= MaxAge;

    /// <summary>In a line: <c>replica is 0.4 s old, at most 30 s</c>.</summary>
    public string Words =>
        NotAsked is not null ? $"{Name} was not asked: {NotAsked}"
        : Age is not { } age ? $"nobody can tell how old {Name} is: {Untold}"
        : IsFresh ? $"{Name} is {Text(age)} old, at most {Text(MaxAge)}"
        : $"{Name} is {Text(age)} old, and may be at most {Text(MaxAge)}";

    // To the second from a minute on, so that no age looks like its limit and is refused.
    private static string Text(TimeSpan time)
    {
        if (time < TimeSpan.FromMinutes(1))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
        }

        (long Count, string Unit)[] parts = [((long)time.TotalHours, "h"), (time.Minutes, "min"), (time.Seconds, "s")];
        return string.Join(' ', parts.Where(static part => part.Count > 0).Select(static part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.Unit}")));
    }
}
