namespace HyOps.Engine.Runs.Verification;

/// <summary>Looks at every byte of a record, with nothing but the record at hand; who signed it is another question.</summary>
public static class RecordInspection
{
    /// <summary>Looks at a record.</summary>
    /// <param name="run">The run as it lies on disk.</param>
    public static RecordVerification Of(StoredRun run)
    {
        var record = new RecordBytes(run.Directory);
        var isWritten = false;
        if (record.Record?.ExitCode is null)
        {
            // Read again after asking: a run that ends in between has left a whole record by then.
            isWritten = JournalLock.IsHeld(Path.Combine(run.Directory, RunJournal.EventsFile));
            record = new RecordBytes(run.Directory);
        }

        var findings = new Findings();
        RecordPlaces.Check(run, record, findings);
        if (record.CannotBeRead is { } reason)
        {
            findings.Changed(RunJournal.RecordFile, reason);
        }
        else if (record.Record?.ExitCode is not null)
        {
            SealedRecord.Check(record, findings);
        }
        else
        {
            UnfinishedRecord.Check(record, findings);
        }

        var isRunning = isWritten && findings.State is RecordState.Torn;
        return new RecordVerification
        {
            Id = run.Id,
            Directory = run.Directory,
            State = isRunning ? RecordState.Running : findings.State,
            Findings = isRunning ? [] : findings.All,
            Events = record.Chain.Lines.Count,
            Files = record.Record?.Files.Count ?? 0,
            Signature = record.Record?.Signature,
            SignedBy = record.Record?.Signature is { Failure: null } signature ? $"signed with {signature.With} {signature.Key}" : null,
        };
    }
}
