using HyOps.Core.Runs;
using HyOps.Core.World;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Runs;

/// <summary>What the live view's last lines say: the steps that run, how long, how far; then how many are done and which wait.</summary>
/// <param name="clock">For elapsed times and the spinner.</param>
internal sealed class LiveSteps(TimeProvider clock)
{
    private const string Spinner = @"|/-\";
    private readonly long began = clock.GetTimestamp();
    private readonly List<PlannedStep> waiting = [];
    private readonly List<RunningStep> running = [];
    private string title = "";
    private string? stage;
    private int total;
    private int done;

    internal void Note(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunStarted started:
                title = $"{started.Verb} of {started.Environment}";
                break;
            case StageDone ended:
                stage = Foreign.Line(ended.Stage);
                break;
            case StepsPlanned planned:
                waiting.AddRange(planned.Steps);
                total = planned.Steps.Count;
                break;
            case StepStarted started:
                waiting.RemoveAll(step => step.Id == started.Step);
                running.Add(new RunningStep(started.Step, clock.GetTimestamp()) { Text = Foreign.Line(started.Tool) });
                break;
            case StepProgress progress when running.Find(step => step.Id == progress.Step) is { } step:
                step.Text = Foreign.Line(progress.Text);
                break;
            case StepFinished finished:
                waiting.RemoveAll(step => step.Id == finished.Result.Step);
                running.RemoveAll(step => step.Id == finished.Result.Step);
                done++;
                break;
        }
    }

    internal IReadOnlyList<LiveLine> Lines(Screen screen, TerminalSize size)
    {
        if (title.Length == 0)
        {
            return [];
        }

        // The last column stays free: some terminals break a line that fills it.
        var width = Math.Max(1, size.Columns - 1);
        var idWidth = running.Select(step => step.Id.Length).DefaultIfEmpty().Max();
        return
        [
            .. running.Take(Math.Max(0, size.Rows - 2)).Select(step => Line(screen, width, TextStyle.Changed, LineOf(step, idWidth))),
            Line(screen, width, TextStyle.Strong, Status()),
        ];
    }

    private static LiveLine Line(Screen screen, int width, TextStyle style, string text)
    {
        var fitted = Cells.Fit(text, width);
        return new LiveLine(fitted, screen.Paint(fitted, style));
    }

    private string LineOf(RunningStep step, int idWidth) =>
        $"{Spin()} {step.Id.PadRight(idWidth)}  {Elapsed.Of(clock.GetElapsedTime(step.Began))}  {step.Text}";

    private string Status()
    {
        var progress = total == 0 ? stage is null ? "starting" : $"{stage} done" : $"{done} of {total} done";
        var waits = waiting.Count == 0 ? "" : $", waiting: {string.Join(", ", waiting.Select(step => step.Id))}";
        return $"{Spin()} {title}  {Elapsed.Of(clock.GetElapsedTime(began))}  {progress}{waits}";
    }

    private char Spin() => Spinner[(int)(clock.GetElapsedTime(began).TotalMilliseconds / 120) % Spinner.Length];

    private sealed class RunningStep(string id, long began)
    {
        internal string Id { get; } = id;

        internal long Began { get; } = began;

        internal string Text { get; set; } = "";
    }
}
