using System.Text.Json.Nodes;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs.Reading;

/// <summary>Puts the steps of a run together from its record and its events.</summary>
internal sealed class StepReader(string directory, RunRecord record, JsonObject raw, IReadOnlyList<ReadEvent> events, DateTimeOffset lastSeen)
{
    private readonly Dictionary<string, JsonObject> planned = events.Where(entry => entry.Kind == "steps-planned")
        .SelectMany(entry => entry.Fields["steps"] as JsonArray ?? [])
        .OfType<JsonObject>()
        .DistinctBy(step => ReadEvent.AsText(step["step"]))
        .ToDictionary(step => ReadEvent.AsText(step["step"]), StringComparer.Ordinal);

    private readonly ILookup<string, ReadEvent> ofStep = events.Where(entry => entry.Fields.ContainsKey("step")).ToLookup(entry => entry.Text("step"), StringComparer.Ordinal);

    private readonly List<JsonObject> rawSteps = [.. (raw["steps"] as JsonArray ?? []).OfType<JsonObject>()];

    public IReadOnlyList<StepReading> Read() =>
        record.Steps.Count > 0 ? [.. record.Steps.Select(FromRecord)] : [.. planned.Keys.Where(id => id.Length > 0).Select(FromEvents)];

    private StepReading FromRecord(RecordedStep step, int index) => new()
    {
        Id = step.Id,
        Module = step.Module,
        Tool = step.Tool,
        Needs = NeedsOf(step.Id),
        Outcome = step.Outcome,
        Summary = step.Summary,
        Failure = step.Failure,
        Started = step.Started?.ToUniversalTime(),
        Duration = TimeSpan.FromMilliseconds(step.DurationMs),
        Progress = ProgressOf(step.Id),
        Recorded = step,
        Raw = index < rawSteps.Count ? rawSteps[index] : null,
        Logs = [.. step.Files.Select(file => file.Path).Where(IsLog).Select(Find).OfType<LogFile>()],
    };

    private StepReading FromEvents(string id)
    {
        var started = ofStep[id].FirstOrDefault(entry => entry.Kind == "step-started");
        var finished = ofStep[id].LastOrDefault(entry => entry.Kind == "step-finished");
        return new StepReading
        {
            Id = id,
            Module = ReadEvent.AsText(planned[id]["module"]),
            Tool = started?.Text("tool") ?? "",
            Needs = NeedsOf(id),
            Outcome = finished?.Text("outcome") ?? (started is null ? "not-run" : StepReading.NoEnd),
            Summary = finished?.Text("summary") ?? (started is null ? "never started" : "its end is not in the record"),
            Failure = finished?.Text("failure") is { Length: > 0 } failure ? failure : null,
            Started = started?.Time,
            Duration = started is null ? TimeSpan.Zero : (finished?.Time ?? lastSeen) - started.Time,
            Progress = ProgressOf(id),
            Logs = LogsBeside(id),
        };
    }

    private IReadOnlyList<string> NeedsOf(string id) => planned.TryGetValue(id, out var step) ? ReadEvent.TextsOf(step["needs"]) : [];

    private List<RunMoment> ProgressOf(string id) =>
        [.. ofStep[id].Where(entry => entry.Kind == "step-progress").TakeLast(RunReader.MostMoments).Select(entry => new RunMoment(entry.Time, entry.Kind, id, entry.Text("text")))];

    private IReadOnlyList<LogFile> LogsBeside(string id)
    {
        var folder = Inside(Path.Combine("steps", id));
        return folder is null || !Directory.Exists(folder) ? []
            : [.. Directory.EnumerateFiles(folder).Select(path => Path.GetRelativePath(directory, path)).Where(IsLog).OrderDescending(StringComparer.Ordinal).Select(Find).OfType<LogFile>()];
    }

    // A record may come from anywhere: what it names is read only where it lies in the record itself, and is no link to elsewhere.
    private LogFile? Find(string relative) =>
        Inside(relative) is { } path && new FileInfo(path) is { Exists: true, LinkTarget: null } file ? new LogFile(relative.Replace('\\', '/'), path, file.Length) : null;

    private string? Inside(string relative)
    {
        var path = Path.GetFullPath(relative, directory);
        var isInside = path.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        for (var folder = Path.GetDirectoryName(path); isInside && folder is not null && folder.Length > directory.Length; folder = Path.GetDirectoryName(folder))
        {
            isInside = new DirectoryInfo(folder).LinkTarget is null;
        }

        return isInside ? path : null;
    }

    private static bool IsLog(string path) => path.EndsWith(".log", StringComparison.Ordinal);
}
