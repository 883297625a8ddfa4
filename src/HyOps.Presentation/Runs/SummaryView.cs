using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Presentation.Recovery;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Runs;

/// <summary>The end of a run, for a person: the steps, what did not run and why, what failed and what to do, where the record is.</summary>
public static class SummaryView
{
    private const int Indent = 2;

    /// <summary>Writes the summary.</summary>
    /// <param name="screen">Where to: standard output, as it is what the verb is asked for.</param>
    /// <param name="summary">The run.</param>
    public static void Write(Screen screen, RunSummary summary)
    {
        screen.WriteLine();
        screen.WriteLine($"{summary.Verb}{(summary.Action is { } action ? $" --{action}" : "")} of {summary.Environment}: {SummaryWords.Verdict(summary)}", StyleOf(summary.ExitCode));
        screen.WriteLine();
        WriteSteps(screen, summary.Steps);
        WriteReasons(screen, "Not run", summary.Steps.Where(step => step.Outcome is StepOutcome.NotRun));
        WriteReasons(screen, "Not planned", summary.Steps.Where(step => step.Outcome is StepOutcome.NotPlanned));
        WriteFailures(screen, summary);
        WritePlans(screen, summary.Steps);
        WriteWithheld(screen, summary.Steps);
        LeaksView.Write(screen, summary.Leaks);
        WriteTotals(screen, summary);
        RecoveryCard.Write(screen, summary);
    }

    private static void WriteSteps(Screen screen, IReadOnlyList<StepResult> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        var table = new Columns("step", "module", "outcome", "what", "time");
        foreach (var step in steps)
        {
            table.Add(
                step.Step,
                step.Module,
                new Cell(OutcomeWords.Of(step.Outcome), OutcomeWords.StyleOf(step.Outcome)),
                step.Outcome is StepOutcome.NotRun ? "" : step.Summary,
                step.Outcome is StepOutcome.NotRun ? "" : Elapsed.Of(step.Duration));
        }

        table.Write(screen, Indent);
        screen.WriteLine();
    }

    private static void WriteReasons(Screen screen, string heading, IEnumerable<StepResult> some)
    {
        var steps = some.ToList();
        if (steps.Count == 0)
        {
            return;
        }

        screen.WriteLine(heading, TextStyle.Strong);
        foreach (var step in steps)
        {
            WriteLabelled(screen, step.Step, step.Failure ?? step.Summary);
        }

        screen.WriteLine();
    }

    private static void WriteFailures(Screen screen, RunSummary summary)
    {
        foreach (var step in summary.Steps.Where(step => !step.Succeeded && step.Outcome is not StepOutcome.NotRun))
        {
            screen.WriteLine($"{step.Step} {OutcomeWords.Of(step.Outcome)}", OutcomeWords.StyleOf(step.Outcome));
            foreach (var line in Foreign.Lines(step.Failure ?? step.Summary))
            {
                screen.WriteLine("  " + line);
            }

            if (step.Log is not null)
            {
                WriteLabelled(screen, "log", Path.Combine(summary.RecordDirectory, step.Log));
            }

            screen.WriteLine();
        }
    }

    private static void WritePlans(Screen screen, IReadOnlyList<StepResult> steps)
    {
        var judged = steps.Where(step => step.Plan is { } plan && PlanFindings.HasUnsaid(plan)).ToList();
        foreach (var step in judged)
        {
            screen.WriteLine($"{step.Step}: what its plan was allowed or warned of", TextStyle.Strong);
            PlanFindings.Write(screen, step.Plan!, withRefused: false);
            screen.WriteLine();
        }
    }

    private static void WriteWithheld(Screen screen, IReadOnlyList<StepResult> steps)
    {
        foreach (var step in steps.Where(step => step.Withheld.Count > 0))
        {
            screen.WriteLine(
                $"{step.Step}: not published, as they hold a secret or are marked sensitive: {Foreign.Line(string.Join(", ", step.Withheld))}",
                TextStyle.Warning);
            screen.WriteLine();
        }
    }

    private static void WriteTotals(Screen screen, RunSummary summary)
    {
        screen.WriteLine($"{SummaryWords.Totals(summary.Steps)}, in {Elapsed.Of(summary.Duration)}");
        if (summary.Recovery is { } recovery)
        {
            var missed = recovery.MetRecoveryTime is false || recovery.MetDataLoss is false;
            screen.WriteLine($"{(recovery.Mode == "drill" ? "drill " : "dr    ")}  {RecoveryMeasured.Of(recovery)}", missed ? TextStyle.Bad : TextStyle.Good);
        }

        screen.WriteLine($"record  {Foreign.Line(summary.RecordDirectory)}");
        if (summary.SigningFailure is { } reason)
        {
            screen.WriteLine($"unsigned: {Foreign.Line(reason)}", TextStyle.Bad);
        }

        if (summary.JournalCopy is { } copy && copy.Kept < copy.Lines)
        {
            screen.WriteLine($"journal {copy.Kept} of {copy.Lines} lines are in {Foreign.Line(copy.Place)}: {Foreign.Line(copy.Failure ?? "")}", TextStyle.Warning);
            screen.WriteLine("        elsewhere, resume with the file journal.jsonl of the record");
        }

        screen.WriteLine($"show    hyops runs show {summary.Id}");
        if (summary.Resume is { } resume)
        {
            screen.WriteLine($"resume  {Foreign.Line(resume)}");
        }

        screen.WriteLine($"exit    {(int)summary.ExitCode} ({ExitCodeWords.Of(summary.ExitCode)})");
    }

    private static void WriteLabelled(Screen screen, string label, string text)
    {
        foreach (var (index, line) in Foreign.Lines(text).Index())
        {
            screen.WriteLine($"  {(index == 0 ? label + ": " : new string(' ', Cells.Width(label) + 2))}{line}");
        }
    }

    private static TextStyle StyleOf(ExitCode code) => code switch
    {
        ExitCode.Ok => TextStyle.Good,
        ExitCode.Interrupted => TextStyle.Warning,
        _ => TextStyle.Bad,
    };
}
