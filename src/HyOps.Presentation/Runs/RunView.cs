using HyOps.Core.Runs;
using HyOps.Core.World;
using HyOps.Presentation.Interrupts;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Runs;

/// <summary>Shows a run while it goes on, on standard error. Dispose it before anything else is written there.</summary>
public abstract class RunView : IRunObserver, ISignalStage, IDisposable
{
    private bool nobodyReads;

    /// <summary>The view that fits: live on a terminal, plain lines elsewhere (a file, a pipe, CI, NO_COLOR, TERM=dumb).</summary>
    /// <param name="surroundings">The world.</param>
    public static RunView For(Surroundings surroundings)
    {
        var terminal = surroundings.Terminal;
        return terminal is { ErrorIsTerminal: true, Color: true } && surroundings.Variables.GetValueOrDefault("CI") is null or ""
            ? new LiveRunView(Screen.Error(surroundings), surroundings.Clock, terminal.MeasureSize ?? (() => new TerminalSize(terminal.Width, 24)))
            : new PlainRunView(Screen.Error(surroundings));
    }

    /// <inheritdoc/>
    public abstract void On(RunEvent runEvent);

    /// <inheritdoc/>
    public abstract void Say(IReadOnlyList<string> lines);

    /// <inheritdoc/>
    public abstract void Hold(bool still);

    /// <summary>Leaves the terminal as it was.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Leaves the terminal as it was.</summary>
    /// <param name="disposing">Always true: there is nothing native.</param>
    protected abstract void Dispose(bool disposing);

    /// <summary>Writes narration; once the terminal is gone, nothing.</summary>
    /// <param name="writer">Standard error.</param>
    /// <param name="text">Whole lines, or a whole frame.</param>
    protected void Narrate(TextWriter writer, string text)
    {
        if (nobodyReads)
        {
            return;
        }

        try
        {
            writer.Write(text);
        }
        catch (IOException)
        {
            // The terminal was closed, or the log's disk is full. A run in the middle of an apply goes on and ends in order; the record has it all.
            nobodyReads = true;
        }
    }
}
