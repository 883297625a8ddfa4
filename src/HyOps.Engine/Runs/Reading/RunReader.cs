using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyOps.Engine.Runs.Reading;

/// <summary>Reads a run for people and for other formats. It judges nothing: whether the record can be trusted is another question.</summary>
public static class RunReader
{
    /// <summary>At most so many lines of progress of one step are kept, the last ones.</summary>
    public static int MostMoments => 200;

    /// <summary>Reads the run. Events that cannot be read are passed over.</summary>
    /// <param name="run">The run, whose record can be read.</param>
    /// <exception cref="ArgumentException">Its record cannot be read.</exception>
    public static RunReading Read(StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var record = run.Record ?? throw new ArgumentException($"the record of {run.Id} cannot be read", nameof(run));
        var raw = JsonNode.Parse(File.ReadAllBytes(Path.Combine(run.Directory, RunJournal.RecordFile))) as JsonObject ?? [];
        var events = ReadEvents(Path.Combine(run.Directory, RunJournal.EventsFile));
        var lastSeen = events.Count > 0 ? events.Max(entry => entry.Time) : record.Started;
        return new RunReading
        {
            Directory = run.Directory,
            Record = record,
            Raw = raw,
            Steps = new StepReader(run.Directory, record, raw, events, lastSeen).Read(),
            Moments = [.. events.Select(MomentOf).OfType<RunMoment>()],
            LastSeen = lastSeen,
        };
    }

    private static List<ReadEvent> ReadEvents(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Select(ReadEvent.Of).OfType<ReadEvent>()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The record alone still tells much; the verdict on the record says that its events are gone.
            return [];
        }
    }

    private static RunMoment? MomentOf(ReadEvent entry) => entry.Kind switch
    {
        "stage-done" => new RunMoment(entry.Time, entry.Kind, entry.Text("stage"), entry.Text("detail")),
        "interrupt-received" => new RunMoment(entry.Time, entry.Kind, "", string.Join(", ", entry.Texts("waiting"))),
        _ => null,
    };
}

/// <summary>One line of <c>events.jsonl</c>.</summary>
/// <param name="Time">When.</param>
/// <param name="Kind">Which event.</param>
/// <param name="Fields">All of it.</param>
internal sealed record ReadEvent(DateTimeOffset Time, string Kind, JsonObject Fields)
{
    public static ReadEvent? Of(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject fields && AsText(fields["event"]) is { Length: > 0 } kind
                && DateTimeOffset.TryParse(AsText(fields["time"]), System.Globalization.CultureInfo.InvariantCulture, out var time)
                ? new ReadEvent(time.ToUniversalTime(), kind, fields) : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // A torn line, or one with a key twice.
            return null;
        }
    }

    public string Text(string field) => AsText(Fields[field]);

    public IReadOnlyList<string> Texts(string field) => TextsOf(Fields[field]);

    public static string AsText(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static IReadOnlyList<string> TextsOf(JsonNode? node) => node is JsonArray items ? [.. items.Select(AsText).Where(text => text.Length > 0)] : [];
}
