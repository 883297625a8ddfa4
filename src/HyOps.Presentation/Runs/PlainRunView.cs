using HyOps.Core.Runs;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Runs;

/// <summary>
/// One line an event, each with its step in front, so that parallel steps can be read and searched:
/// <c>image   | ==&gt; creating</c> is the tool's own line, <c>image   : changed: built (1.2 s)</c> is ours.
/// </summary>
/// <param name="screen">Where to.</param>
public sealed class PlainRunView(Screen screen) : RunView
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> lastOutput = new(StringComparer.Ordinal);
    private int stepWidth;

    /// <inheritdoc/>
    public override void On(RunEvent runEvent)
    {
        lock (gate)
        {
            Note(runEvent);
            if (SaysNothingNew(runEvent))
            {
                return;
            }

            foreach (var line in RunLines.Of(runEvent))
            {
                Write(line);
            }
        }
    }

    /// <inheritdoc/>
    public override void Say(IReadOnlyList<string> lines)
    {
        lock (gate)
        {
            foreach (var line in lines)
            {
                Write(RunLines.Ours(line));
            }
        }
    }

    /// <inheritdoc/>
    public override void Hold(bool still)
    {
        // Whole lines can stand below a question.
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Every line is whole and written at once: there is nothing to leave behind.
    }

    private void Note(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case StepsPlanned planned:
                stepWidth = RunLines.StepWidth(planned);
                break;
            case StepOutput output when output.Line.Length > 0:
                lastOutput[output.Step] = output.Line;
                break;
        }
    }

    // Progress is often the tool's own line once more; that, and empty lines, are for the record, not for a reader.
    private bool SaysNothingNew(RunEvent runEvent) => runEvent switch
    {
        StepOutput output => string.IsNullOrWhiteSpace(output.Line),
        StepProgress progress => lastOutput.GetValueOrDefault(progress.Step)?.Contains(progress.Text, StringComparison.Ordinal) is true,
        _ => false,
    };

    private void Write(RunLine line)
    {
        var prefix = RunLines.Prefix(line, stepWidth);
        Narrate(screen.Writer, $"{prefix}{line.Text}".TrimEnd() + "\n");
    }
}
