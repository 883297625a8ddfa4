using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Runs;

/// <summary>A line about a run: who it is about, what it says.</summary>
/// <param name="Step">The step, or null for the run itself.</param>
/// <param name="Mark">What stands between: <c>|</c> for the tool's own words, <c>:</c> for ours.</param>
/// <param name="Text">The text, cleaned.</param>
/// <param name="Style">Its style.</param>
internal sealed record RunLine(string? Step, char Mark, string Text, TextStyle Style = TextStyle.Normal);

/// <summary>The lines for events, the same in both views.</summary>
internal static class RunLines
{
    private const string WaitingHint = "another signal only says what is waited for: a tool that is interrupted twice leaves its lock and loses state";

    private const int WidestStep = 24;

    internal static int StepWidth(StepsPlanned planned) => Math.Min(WidestStep, planned.Steps.Select(step => step.Id.Length).DefaultIfEmpty().Max());

    internal static string Prefix(RunLine line, int stepWidth) => line.Step is null ? "" : $"{line.Step.PadRight(stepWidth)} {line.Mark} ";

    internal static IEnumerable<RunLine> Of(RunEvent runEvent) => runEvent switch
    {
        RunStarted started =>
        [
            new(null, ':', $"{started.Verb} of {started.Environment}, run {started.Id}", TextStyle.Strong),
            new(null, ':', $"record in {Foreign.Line(started.RecordDirectory)}", TextStyle.Quiet),
        ],
        StageDone stage => [new(null, ':', $"{Foreign.Line(stage.Stage)}: {Foreign.Line(stage.Detail)}")],
        StepStarted started => [new(started.Step, ':', started.Tool.Length == 0 ? "started" : $"started ({Foreign.Line(started.Tool)})")],
        StepProgress progress => [new(progress.Step, ':', Foreign.Line(progress.Text))],
        StepOutput output => Foreign.Lines(output.Line).Where(line => line.Length > 0).Select(line => new RunLine(output.Step, '|', line, TextStyle.Quiet)),
        StepFinished finished => OfResult(finished.Result),
        InterruptReceived interrupt => [Waiting("interrupted", interrupt.Waiting)],
        _ => [],
    };

    internal static RunLine Ours(string text) => new(null, ':', text, TextStyle.Warning);

    private static RunLine Waiting(string why, IReadOnlyCollection<string> steps) => new(
        null, ':', steps.Count == 0 ? $"{why}: ending" : $"{why}: waiting for {string.Join(", ", steps)} to end in order ({WaitingHint})", TextStyle.Warning);

    private static IEnumerable<RunLine> OfResult(StepResult result) => result.Outcome is StepOutcome.NotRun
        ? [new(result.Step, ':', $"{OutcomeWords.Of(result.Outcome)}: {Foreign.Line(result.Failure ?? result.Summary)}", OutcomeWords.StyleOf(result.Outcome))]
        : OfEnd(result);

    private static IEnumerable<RunLine> OfEnd(StepResult result)
    {
        var time = result.Duration > TimeSpan.Zero ? $" ({Elapsed.Of(result.Duration)})" : "";
        yield return new(
            result.Step, ':', $"{OutcomeWords.Of(result.Outcome)}: {Foreign.Line(result.Summary)}{time}", OutcomeWords.StyleOf(result.Outcome));
        foreach (var line in result.Failure is null ? [] : Foreign.Lines(result.Failure))
        {
            yield return new(result.Step, ':', line, OutcomeWords.StyleOf(result.Outcome));
        }
    }
}
