using System.Text.Json;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs.Verification;

/// <summary>
/// A record without an exit code. What a kill or a power cut can leave is known from the order of writing: whole events, the last one perhaps in
/// part; a <c>record.json</c> that names an earlier event; logs of finished steps as their events describe them. Anything else was changed.
/// </summary>
internal static class UnfinishedRecord
{
    private const string StepFinished = "step-finished";

    public static void Check(RecordBytes record, Findings findings)
    {
        findings.AddFaults(record.Chain);
        CheckOrder(record, findings);
        if (record.Chain.Faults.Count == 0)
        {
            CheckFinishedSteps(record, findings);
        }

        var before = record.Chain.Lines is [.., var last] ? $"the run was cut off after event {last.Number} ({last.Event}); everything before is intact" : "the run was cut off before its first event";
        findings.Torn(RunJournal.EventsFile, before, record.Chain.TornAt ?? record.Events?.Length);
    }

    private static void CheckOrder(RecordBytes record, Findings findings)
    {
        if (record.Record is not { } said)
        {
            // It is written with the first event; the manifest comes much later.
            if (record.Chain.Lines.Count > 1 || record.Manifest is not null)
            {
                findings.Changed(RunJournal.RecordFile, "is missing: it was there from the first event on");
            }

            return;
        }

        var (lines, known) = (record.Chain.Lines, said.Events.Count);
        if (known > lines.Count)
        {
            findings.Changed(RunJournal.EventsFile, $"has {lines.Count} events, and record.json was written after {known}: lines were removed", lines.Count + 1, record.Events?.Length);
        }
        else if (known < 0 || record.Chain.HeadAt(known) != said.Events.Sha256)
        {
            findings.Changed(RunJournal.EventsFile, "was changed: record.json names another event there", Math.Max(known, 1), known > 0 ? lines[known - 1].Offset : 0);
        }
        else if (lines.Take(known).Any(line => line.Event == RunJournal.SealedEvent))
        {
            findings.Changed(RunJournal.RecordFile, "has no exit code, although it was written after the run's end");
        }
    }

    // Their logs were made durable before the event that tells of them.
    private static void CheckFinishedSteps(RecordBytes record, Findings findings)
    {
        foreach (var line in record.Chain.Lines.Where(line => line.Event == StepFinished))
        {
            foreach (var file in FilesOf(record.Events.AsMemory((int)line.Offset, line.Length)))
            {
                FileContent.Check(record.Directory, file, findings);
            }
        }
    }

    private static List<RecordedFile> FilesOf(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line.Span, EventFilesJson.Default.FinishedStepFiles)?.Files?.Where(file => file is { Path: not null, Sha256: not null }).ToList() ?? [];
        }
        catch (JsonException)
        {
            // Not one of ours; whoever can write a chain anew can also leave the files out.
            return [];
        }
    }
}
