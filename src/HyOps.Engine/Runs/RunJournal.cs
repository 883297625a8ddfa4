using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Files;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs;

/// <summary>
/// A run's record on disk, <c>&lt;root&gt;/logs/&lt;verb&gt;/&lt;run_id&gt;/</c>: events are appended to <c>events.jsonl</c> as they happen,
/// <c>record.json</c> is written at the start and again at the end, however the run ends, and then sealed. All texts are masked once more on
/// their way. The events' file stays open, and so locked, as long as the run goes on: that tells a running run from a killed one.
/// </summary>
public sealed partial class RunJournal : IRunObserver, IDisposable
{
    private readonly EventChain chain = new();
    private readonly Masker masker;
    private readonly TimeProvider clock;
    private readonly FileStream events;
    private bool isSealed;

    private RunJournal(RunId id, string directory, Masker masker, TimeProvider clock)
    {
        this.masker = masker;
        this.clock = clock;
        Id = id;
        Directory = directory;
        PrivateDirectory.Create(directory);
        events = new FileStream(Path.Combine(directory, EventsFile), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = 0,
            UnixCreateMode = FileModes.PrivateFile,
        });
    }

    /// <summary>The events' file name in a record.</summary>
    public static string EventsFile => "events.jsonl";

    /// <summary>The record's file name.</summary>
    public static string RecordFile => "record.json";

    /// <summary>The run.</summary>
    public RunId Id { get; }

    /// <summary>The record's absolute directory.</summary>
    public string Directory { get; }

    /// <summary>Creates the record of a new run.</summary>
    /// <param name="logsDirectory"><c>&lt;root&gt;/logs</c>.</param>
    /// <param name="id">The run.</param>
    /// <param name="masker">Masks what is written.</param>
    /// <param name="clock">Gives events their times.</param>
    /// <exception cref="FileProblemException">The directory or its files cannot be written.</exception>
    public static RunJournal Create(string logsDirectory, RunId id, Masker masker, TimeProvider clock)
    {
        var directory = Path.Combine(logsDirectory, id.Verb, id.Value);
        try
        {
            return new RunJournal(id, directory, masker, clock);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileProblemException.From(directory, "create the run record", e);
        }
    }

    /// <inheritdoc/>
    public void On(RunEvent runEvent)
    {
        if (isSealed || EventJson.Of(runEvent) is not { } content)
        {
            return;
        }

        Append(content);
        if (runEvent is RunStarted or StepStarted or StepFinished or InterruptReceived)
        {
            // What a power cut takes is then at most a step's progress.
            events.Flush(flushToDisk: true);
        }
    }

    /// <summary>Writes <c>record.json</c> while the run goes on, whole, in place of the one before.</summary>
    /// <param name="record">The record, without an exit code: that is for sealing. Its chain is filled in here.</param>
    public void Write(RunRecord record)
    {
        events.Flush(flushToDisk: true);
        AtomicFile.Write(Path.Combine(Directory, RecordFile), BytesOf(record, []));
    }

    /// <inheritdoc/>
    public void Dispose() => events.Dispose();

    private void Append(JsonObject content)
    {
        var entry = new JsonObject { ["time"] = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) };
        foreach (var (name, value) in content)
        {
            entry[name] = Masked(value);
        }

        Append(chain.Append(entry));
    }

    private byte[] BytesOf(RunRecord record, IReadOnlyList<RecordedFile> files)
    {
        var json = (JsonObject)Masked(JsonSerializer.SerializeToNode(record, RunRecordJson.Default.RunRecord))!;

        // Not masked: what is compared later must say what lies there.
        json["events"] = JsonSerializer.SerializeToNode(new RecordedChain(chain.Count, chain.Head), RunRecordJson.Default.RecordedChain);
        json["files"] = JsonSerializer.SerializeToNode(files, RunRecordJson.Default.IReadOnlyListRecordedFile);
        return Encoding.UTF8.GetBytes(json.ToJsonString(RunRecordJson.Default.Options) + "\n");
    }

    private void Append(string line)
    {
        try
        {
            events.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }
        catch (IOException e)
        {
            throw FileProblemException.From(Path.Combine(Directory, EventsFile), "write an event", e);
        }
    }

    private JsonNode? Masked(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(masker.Mask(text)),
        JsonArray items => new JsonArray([.. items.Select(Masked)]),
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Masked(field.Value)))),
        _ => node.DeepClone(),
    };
}
