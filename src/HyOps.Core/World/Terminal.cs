namespace HyOps.Core.World;

/// <summary>The three standard streams, and whether people sit behind them. Standard output is data, standard error is narration.</summary>
public sealed record Terminal
{
    /// <summary>Standard input, as bytes.</summary>
    public required Stream In { get; init; }

    /// <summary>Standard output: data.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error: narration.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether a person types the input.</summary>
    public bool InIsTerminal { get; init; }

    /// <summary>Whether a person reads standard output.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether a person reads standard error.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether ANSI colours are wanted on it (a terminal, no NO_COLOR, no TERM=dumb).</summary>
    public bool Color { get; init; }

    /// <summary>The width in columns.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Asks for the size as it is now; null where nobody can resize it.</summary>
    public Func<TerminalSize>? MeasureSize { get; init; }

    /// <summary>The terminal's path, for programs that open it themselves (<c>GPG_TTY</c>); null where nobody types.</summary>
    public string? Device { get; init; }

    /// <summary>Asks the person who types; null where nobody does (standard input or standard error is no terminal).</summary>
    public IPrompt? Prompt { get; init; }
}

/// <summary>A terminal's size.</summary>
/// <param name="Columns">Characters a line.</param>
/// <param name="Rows">Lines.</param>
public readonly record struct TerminalSize(int Columns, int Rows);
