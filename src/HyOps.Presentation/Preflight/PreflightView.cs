using HyOps.Core.Preflight;
using HyOps.Engine.Preflight;
using HyOps.Presentation.Problems;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Preflight;

/// <summary>What preflight saw: every check, the problems of contracts, and what to do first.</summary>
public static class PreflightView
{
    /// <summary>Writes the report.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="report">What it saw.</param>
    public static void Write(Screen screen, PreflightReport report)
    {
        ProblemLines.Write(screen, report.Problems);
        screen.Writer.Write(report.Problems.IsEmpty ? "" : "\n");
        var table = new Columns("check", "status", "seen");
        foreach (var entry in report.Checks)
        {
            table.Add(entry.Check, new Cell(WordOf(entry.Result.Status), StyleOf(entry.Result.Status)), entry.Result.Detail);
        }

        table.Write(screen);
        foreach (var entry in report.Checks.Where(entry => entry.Result.Fix is not null))
        {
            screen.WriteLine();
            NextStep.Write(screen, $"{entry.Check}: {entry.Result.Detail}", entry.Result.Fix, StyleOf(entry.Result.Status));
        }

        screen.WriteLine();
        screen.WriteLine(Verdict(report), report.IsReady ? TextStyle.Good : TextStyle.Bad);
    }

    /// <summary>The word for a status, for people and JSON: <c>ok</c>, <c>warning</c>, <c>failed</c>, <c>not-applicable</c>.</summary>
    /// <param name="status">The status.</param>
    public static string WordOf(CheckStatus status) => status is CheckStatus.NotApplicable ? "not-applicable" : status.ToString().ToLowerInvariant();

    private static string Verdict(PreflightReport report)
    {
        var failed = report.Checks.Count(entry => entry.Result.Status is CheckStatus.Failed);
        var warnings = report.Checks.Count(entry => entry.Result.Status is CheckStatus.Warning);
        var counts = $"{report.Checks.Length} checks, {failed} failed, {warnings} {(warnings == 1 ? "warning" : "warnings")}";
        return $"{(report.IsReady ? "ready" : "not ready")}: {counts}{(report.Strict ? " (strict: warnings count)" : "")}";
    }

    private static TextStyle StyleOf(CheckStatus status) => status switch
    {
        CheckStatus.Ok => TextStyle.Good,
        CheckStatus.Warning => TextStyle.Warning,
        CheckStatus.Failed => TextStyle.Bad,
        _ => TextStyle.Quiet,
    };
}
