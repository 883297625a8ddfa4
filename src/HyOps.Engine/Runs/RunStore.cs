using System.Text.Json;
using HyOps.Core;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs;

/// <summary>The run records of a runtime root.</summary>
/// <param name="logsDirectory"><c>&lt;root&gt;/logs</c>.</param>
public sealed class RunStore(string logsDirectory)
{
    /// <summary>All runs, newest first. A record that cannot be read is listed with its error, not left out.</summary>
    public IReadOnlyList<StoredRun> List() =>
        !Directory.Exists(logsDirectory) ? []
        : [.. Phases(logsDirectory).SelectMany(Directory.EnumerateDirectories).Where(IsNoLink).Select(Read).OfType<StoredRun>()
            .OrderByDescending(run => run.Id.Stamp, StringComparer.Ordinal).ThenByDescending(run => run.Record?.Started)];

    /// <summary>The runs of a phase or verb, newest first, each read when it is asked for: whoever needs the last few does not read all.</summary>
    /// <param name="verb">The word.</param>
    internal IEnumerable<StoredRun> Newest(string verb)
    {
        var directory = Path.Combine(logsDirectory, verb);
        return !Directory.Exists(directory) || !IsNoLink(directory) ? []
            : Directory.EnumerateDirectories(directory).Where(IsNoLink)
                .GroupBy(run => RunId.TryParse(Path.GetFileName(run), out var id) ? id.Stamp : "", StringComparer.Ordinal)
                .OrderByDescending(second => second.Key, StringComparer.Ordinal)
                .SelectMany(second => second.Select(Read).OfType<StoredRun>().OrderByDescending(run => run.Record?.Started));
    }

    /// <summary>The directories that hold records, one a phase or verb; links are not followed.</summary>
    internal static IEnumerable<string> Phases(string logsDirectory) => Directory.EnumerateDirectories(logsDirectory).Where(IsNoLink);

    /// <summary>One run.</summary>
    /// <param name="id">Its id, or the beginning or end of exactly one.</param>
    /// <exception cref="RunStoreException">There is none, or several.</exception>
    public StoredRun Get(string id) => Find(id) ?? throw RunStoreException.NotOne(id, 0, logsDirectory);

    /// <summary>One run; null where there is none.</summary>
    /// <param name="id">Its id, or the beginning or end of exactly one.</param>
    /// <exception cref="RunStoreException">There are several.</exception>
    internal StoredRun? Find(string id)
    {
        var all = List();
        var exact = all.FirstOrDefault(run => run.Id.Value == id);
        var matches = all.Where(run => Means(id, run.Id.Value)).ToList();
        return exact ?? (matches.Count < 2 ? matches.SingleOrDefault() : throw RunStoreException.NotOne(id, matches.Count, logsDirectory));
    }

    /// <summary>Whether somebody who says so means this run: with its id, or the beginning or end of it.</summary>
    internal static bool Means(string asked, string id) => asked.Length > 0 && (id.StartsWith(asked, StringComparison.Ordinal) || id.EndsWith(asked, StringComparison.Ordinal));

    private static bool IsNoLink(string directory) => new DirectoryInfo(directory).LinkTarget is null;

    /// <summary>The record in a directory; null where its name is no run's id.</summary>
    /// <param name="directory">The record's absolute directory.</param>
    public static StoredRun? Read(string directory)
    {
        if (!RunId.TryParse(Path.GetFileName(directory), out var id))
        {
            return null;
        }

        var path = Path.Combine(directory, RunJournal.RecordFile);
        try
        {
            var record = JsonSerializer.Deserialize(File.ReadAllBytes(path), RunRecordJson.Default.RunRecord);
            return new StoredRun(id, directory, record, record is null ? $"{path}: holds no record" : null);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return new StoredRun(id, directory, null, $"{path}: {e.Message}");
        }
    }
}

/// <summary>A run as it lies on disk.</summary>
/// <param name="Id">The run.</param>
/// <param name="Directory">The record's absolute directory.</param>
/// <param name="Record">The record, where it can be read.</param>
/// <param name="Error">Why it cannot be read.</param>
public sealed record StoredRun(RunId Id, string Directory, RunRecord? Record, string? Error)
{
    /// <summary>The name of its work directory: a plan is applied in the one of the run that made it.</summary>
    public string WorkName => Record?.Plan is { Action: "applied" } plan ? plan.PlanId : Id.Value;
}

/// <summary>A run that was asked for and is not there.</summary>
public sealed class RunStoreException : HyOpsException
{
    private RunStoreException(string message, string nextStep)
        : base(ExitCode.OperatorError, message, nextStep)
    {
    }

    /// <summary>No run, or several, answer to what was asked.</summary>
    /// <param name="asked">The id as given.</param>
    /// <param name="matches">How many answer to it.</param>
    /// <param name="logsDirectory">Where the records are.</param>
    public static RunStoreException NotOne(string asked, int matches, string logsDirectory) =>
        new(matches == 0 ? $"no run '{asked}' in {logsDirectory}" : $"'{asked}' fits {matches} runs", "see 'hyops runs list' and give the whole id");
}
