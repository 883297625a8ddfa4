using System.Globalization;
using HyOps.Core.Redaction;
using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Reports.Markup;

namespace HyOps.Presentation.Reports.Logs;

/// <summary>The logs of a run: each closed until it is asked for, those of failing steps open, all of them bounded together.</summary>
internal sealed class LogView
{
    private const long RoomForAll = 3_000_000;
    private const int LargestRead = 4_000_000;
    private const int WeightOfFailure = 8;

    // A line costs its anchor too; most lines are longer than that.
    private const int CostOfByte = 2;

    private readonly Masker masker;
    private readonly Dictionary<LogFile, (int Number, long Room)> rooms = [];

    public LogView(RunReading run, Masker masker)
    {
        this.masker = masker;
        var logs = run.Steps.SelectMany(step => step.Logs.Select(log => (Log: log, Weight: IsOpen(step) ? WeightOfFailure : 1))).DistinctBy(entry => entry.Log).ToList();
        var shares = LogBudget.Share([.. logs.Select(entry => (entry.Log.Bytes * CostOfByte, entry.Weight))], RoomForAll);
        foreach (var (index, entry) in logs.Index())
        {
            rooms[entry.Log] = (index + 1, shares[index]);
        }
    }

    /// <summary>Whether a step's logs are open from the start.</summary>
    public static bool IsOpen(StepReading step) => !step.Succeeded && step.Outcome is not ("not-run" or "not-planned");

    public void Write(Page page, StepReading step, LogFile log)
    {
        var (number, room) = rooms[log];
        var stream = log.Stream is "stdout" or "stderr" ? log.Stream : "other";
        var name = log.Stream switch { "stdout" => "Output", "stderr" => "Errors", _ => log.Stream };
        var open = Fragment.When(IsOpen(step), " open");
        if (TryRead(log, room) is not { } excerpt)
        {
            page.Write($"<p class=\"note\">{log.Path} cannot be read.</p>");
            return;
        }

        var lines = LogLines.Render(excerpt, masker, string.Create(CultureInfo.InvariantCulture, $"L{number}"), room);
        page.Write($"""
            <details class="log" data-stream="{stream}"{open}>
            <summary>{name}<span class="aside">{Quantity.Of(excerpt.Lines, "line")}, {Quantity.Bytes(excerpt.Bytes)}</span></summary>
            <div class="lines" role="region" tabindex="0" aria-label="{name} of {step.Id}">
            <ol data-log="{step.Id} {name}">{new Fragment(lines.Head)}</ol>

            """);
        WriteTail(page, log, lines, name, step);
        page.Write($"</div></details>\n");
    }

    private static void WriteTail(Page page, LogFile log, LogLines lines, string name, StepReading step)
    {
        if (lines.Omitted > 0)
        {
            page.Write($"<p class=\"gap\">{Quantity.Of(lines.Omitted, "line")} left out here. The whole log is in the record: {log.Path}</p>\n");
        }

        if (lines.Tail.Length > 0)
        {
            page.Write($"<ol start=\"{lines.TailStart}\" data-log=\"{step.Id} {name}\">{new Fragment(lines.Tail)}</ol>\n");
        }
    }

    private static LogExcerpt? TryRead(LogFile log, long room)
    {
        try
        {
            return LogExcerpt.Read(log.FullPath, (int)Math.Clamp(room, 1, LargestRead));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
