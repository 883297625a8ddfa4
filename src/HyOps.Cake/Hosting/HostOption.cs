namespace HyOps.Cake.Hosting;

/// <summary>An option of a build host: declared once, for the command line and for the help.</summary>
/// <param name="Name">The name after two dashes.</param>
/// <param name="ValueName">What its value is called in the help; null for a switch without a value.</param>
/// <param name="Description">What it does, in a few words.</param>
public sealed record HostOption(string Name, string? ValueName, string Description)
{
    /// <summary>A one-letter form with one dash.</summary>
    public char? Letter { get; init; }

    /// <summary>Whether it may be given more than once.</summary>
    public bool Repeatable { get; init; }

    /// <summary>The values that it takes; empty where any will do.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The option as one writes it: <c>--env NAME</c>.</summary>
    public string Usage => ValueName is null ? $"--{Name}" : $"--{Name} {ValueName}";
}
