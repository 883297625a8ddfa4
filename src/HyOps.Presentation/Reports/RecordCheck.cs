using System.Security.Cryptography;
using HyOps.Core.Runs;
using HyOps.Engine.Runs;
using HyOps.Presentation.Reports.Markup;

namespace HyOps.Presentation.Reports;

/// <summary>What a check of the record found when the report was made.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Summary">In a sentence.</param>
/// <param name="Findings">What is wrong, each with its place; empty where nothing is.</param>
public sealed record RecordCheck(RecordVerdict Verdict, string Summary, IReadOnlyList<string> Findings)
{
    /// <summary>Checks the events of a record against their chain, and its files against their digests.</summary>
    /// <param name="run">The run, whose record can be read.</param>
    public static RecordCheck Of(StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var record = run.Record ?? throw new ArgumentException($"the record of {run.Id} cannot be read", nameof(run));
        if (record.ExitCode is null)
        {
            return new RecordCheck(RecordVerdict.Incomplete, "the record has no end: the run was killed, or it still runs", []);
        }

        var files = record.Steps.SelectMany(step => step.Files).ToList();
        string[] findings = [.. new[] { BreakOf(run.Directory, record.Events) }.Concat(files.Select(file => ChangeOf(run.Directory, file))).OfType<string>()];
        return findings.Length == 0
            ? new RecordCheck(RecordVerdict.Intact, $"the chain of {Quantity.Of(record.Events.Count, "event")} holds, and {Quantity.Of(files.Count, "file")} fit their digests", [])
            : new RecordCheck(RecordVerdict.Broken, $"{Quantity.Of(findings.Length, "part")} of it {(findings.Length == 1 ? "is" : "are")} not what the run wrote", findings);
    }

    private static string? BreakOf(string directory, RecordedChain chain)
    {
        try
        {
            return EventChain.FindBreak(File.ReadLines(Path.Combine(directory, RunJournal.EventsFile)), chain.Sha256) is { } broken ? $"{RunJournal.EventsFile}: {broken}" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{RunJournal.EventsFile}: cannot be read: {e.Message}";
        }
    }

    private static string? ChangeOf(string directory, RecordedFile file)
    {
        var path = Path.GetFullPath(file.Path, directory);
        try
        {
            using var content = path.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? File.OpenRead(path) : throw new IOException("it lies outside of the record");
            return content.Length != file.Bytes ? $"{file.Path}: {content.Length} bytes, the record names {file.Bytes}"
                : Convert.ToHexStringLower(SHA256.HashData(content)) != file.Sha256 ? $"{file.Path}: its content is not that of the digest"
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{file.Path}: cannot be read: {e.Message}";
        }
    }
}

/// <summary>Whether a record can be relied on.</summary>
public enum RecordVerdict
{
    /// <summary>Every byte is as it was written.</summary>
    Intact,

    /// <summary>Its end is missing, as after a kill or a power cut; what is there is as it was written.</summary>
    Incomplete,

    /// <summary>Something was changed, removed or added afterwards.</summary>
    Broken,
}
