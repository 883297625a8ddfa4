using HyOps.Core.Runs;
using HyOps.Core.World;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Runs;

/// <summary>
/// The live view of a terminal: what has happened scrolls above, and the last lines show what runs now. The cursor is never hidden and
/// stays below those lines, so that whatever ends the process leaves a usable terminal.
/// </summary>
public sealed class LiveRunView : RunView
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(120);
    private readonly Lock gate = new();
    private readonly Screen screen;
    private readonly Func<TerminalSize> size;
    private readonly LiveSteps steps;
    private readonly LiveRegion region = new();
    private readonly ITimer timer;
    private int stepWidth;
    private readonly List<RunLine> kept = [];
    private bool held;
    private bool ended;

    /// <summary>Starts to show a run.</summary>
    /// <param name="screen">A terminal.</param>
    /// <param name="clock">For elapsed times and the spinner.</param>
    /// <param name="size">Asks for the terminal's size before each frame.</param>
    public LiveRunView(Screen screen, TimeProvider clock, Func<TerminalSize> size)
    {
        this.screen = screen;
        this.size = size;
        steps = new LiveSteps(clock);
        timer = clock.CreateTimer(_ => Draw([]), null, Beat, Beat);
    }

    /// <inheritdoc/>
    public override void On(RunEvent runEvent)
    {
        lock (gate)
        {
            steps.Note(runEvent);
            stepWidth = runEvent is StepsPlanned planned ? RunLines.StepWidth(planned) : stepWidth;
        }

        // Progress has its place below; the steps' own words and everything else scroll above.
        Draw(runEvent is StepProgress ? [] : RunLines.Of(runEvent));
    }

    /// <inheritdoc/>
    public override void Say(IReadOnlyList<string> lines) => Draw(lines.Select(RunLines.Ours));

    /// <inheritdoc/>
    public override void Hold(bool still)
    {
        lock (gate)
        {
            if (still && !ended)
            {
                Narrate(screen.Writer, region.Clear(size().Columns));
            }

            held = still;
        }

        Draw([]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        timer.Dispose();
        lock (gate)
        {
            ended = true;
            Narrate(screen.Writer, region.Clear(size().Columns));
        }
    }

    private void Draw(IEnumerable<RunLine> above)
    {
        lock (gate)
        {
            if (held)
            {
                kept.AddRange(above);
            }
            else if (!ended)
            {
                var now = size();
                Narrate(screen.Writer, region.Frame(kept.Concat(above).Select(Show), steps.Lines(screen, now), now.Columns));
                kept.Clear();
            }
        }
    }

    private string Show(RunLine line) =>
        $"{screen.Paint(RunLines.Prefix(line, stepWidth), TextStyle.Quiet)}{screen.Paint(line.Text, line.Style)}";
}
