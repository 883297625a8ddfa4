using System.Text;

namespace HyOps.Engine.Runs.Verification;

/// <summary>A record with an exit code: it was put in place last of all, so whatever does not fit it was changed afterwards.</summary>
internal static class SealedRecord
{
    public static void Check(RecordBytes record, Findings findings)
    {
        CheckManifest(record, findings);
        CheckEvents(record, findings);
        foreach (var file in record.Record!.Files)
        {
            FileContent.Check(record.Directory, file, findings);
        }

        CheckSignature(record, findings);
        CheckNothingAdded(record, findings);
    }

    private static void CheckManifest(RecordBytes record, Findings findings)
    {
        if (record.Manifest is null)
        {
            findings.Changed(RunJournal.ManifestFile, "is missing: it was there before record.json had its last form");
        }
        else if (!record.Manifest.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(RunJournal.ManifestOf(record.RecordJson))))
        {
            findings.Changed(RunJournal.RecordFile, $"does not fit {RunJournal.ManifestFile}: one of the two was changed");
        }
    }

    private static void CheckEvents(RecordBytes record, Findings findings)
    {
        var (chain, end) = (record.Chain, record.Record!.Events);
        if (record.Events is null)
        {
            findings.Changed(RunJournal.EventsFile, $"is missing: it had {end.Count} events");
            return;
        }

        findings.AddFaults(chain);
        if (chain.TornAt is { } torn)
        {
            findings.Changed(RunJournal.EventsFile, "the last line has no end", chain.Lines.Count + 1, torn);
        }

        if (chain.Lines.Count < end.Count)
        {
            findings.Changed(RunJournal.EventsFile, $"has {chain.Lines.Count} of {end.Count} events: lines were removed", chain.Lines.Count + 1, record.Events.Length);
        }
        else if (chain.Lines.Count > end.Count)
        {
            findings.Changed(RunJournal.EventsFile, $"has {chain.Lines.Count} events, and had {end.Count}: lines were added", end.Count + 1, chain.Lines[end.Count].Offset);
        }
        else if (chain.Head != end.Sha256 && chain.Faults.Count == 0)
        {
            findings.Changed(RunJournal.EventsFile, "was changed: the record names another last event", end.Count, chain.Lines is [.., var last] ? last.Offset : 0);
        }
    }

    private static void CheckSignature(RecordBytes record, Findings findings)
    {
        if (SignatureOf(record) is { } file && !File.Exists(Path.Combine(record.Directory, file)))
        {
            findings.Changed(file, "is missing: the record says that it was signed");
        }
    }

    private static void CheckNothingAdded(RecordBytes record, Findings findings)
    {
        HashSet<string> known = [.. record.Record!.Files.Select(file => file.Path), RunJournal.RecordFile, RunJournal.ManifestFile, RunJournal.EventsFile];
        if (SignatureOf(record) is { } signature)
        {
            known.Add(signature);
        }

        foreach (var (relative, info) in RecordFiles.Entries(record.Directory))
        {
            if (info is FileInfo { LinkTarget: null } && !known.Contains(relative))
            {
                findings.Changed(relative, "was added: the record does not know it");
            }
        }
    }

    private static string? SignatureOf(RecordBytes record) => record.Record!.Signature is { Failure: null } signature ? RecordSignatures.FileOf(signature.With) : null;
}
