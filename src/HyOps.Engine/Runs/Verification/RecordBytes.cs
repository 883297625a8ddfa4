using System.Text.Json;
using HyOps.Core.Files;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs.Verification;

/// <summary>The parts of a record that everything else hangs on, read once.</summary>
internal sealed class RecordBytes
{
    public RecordBytes(string directory)
    {
        Directory = directory;
        RecordJson = Read(RunJournal.RecordFile);
        Manifest = Read(RunJournal.ManifestFile);
        Events = Read(RunJournal.EventsFile);
        Chain = ChainReading.Of(Events ?? []);
        try
        {
            Record = RecordJson is null ? null : JsonSerializer.Deserialize(RecordJson, RunRecordJson.Default.RunRecord);
            CannotBeRead = RecordJson is not null && !IsWhole(Record) ? "holds no record" : null;
        }
        catch (JsonException e)
        {
            CannotBeRead = $"is no record: {e.Message}";
        }
    }

    public string Directory { get; }

    public byte[]? RecordJson { get; }

    public byte[]? Manifest { get; }

    public byte[]? Events { get; }

    public ChainReading Chain { get; }

    public RunRecord? Record { get; }

    /// <summary>Why record.json is none; it is put in place whole, so that no kill and no power cut leaves a part of it.</summary>
    public string? CannotBeRead { get; }

    // What we write has all of it; what others write may be null where the types say that it is not.
    private static bool IsWhole(RunRecord? record) =>
        record is { RunId: not null, Events.Sha256: not null } && record.Files.All(file => file is { Path: not null, Sha256: not null }) && (record.Signature is null or { With: not null, Key: not null });

    // Links are told of elsewhere, and what they lead to is not the record's; what has no length may be a pipe that never answers.
    private byte[]? Read(string name)
    {
        var file = new FileInfo(Path.Combine(Directory, name));
        try
        {
            return file is not { Exists: true, LinkTarget: null } ? null : file.Length == 0 ? [] : JournalLock.Read(file.FullName);
        }
        catch (FileProblemException)
        {
            return null;
        }
    }
}
