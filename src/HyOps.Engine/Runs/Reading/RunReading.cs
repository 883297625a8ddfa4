using System.Text.Json.Nodes;
using HyOps.Core.Runs;

namespace HyOps.Engine.Runs.Reading;

/// <summary>A run as its record and its events tell it together: also one that was killed, whose record names no step.</summary>
public sealed record RunReading
{
    /// <summary>The absolute directory of the record.</summary>
    public required string Directory { get; init; }

    /// <summary>The record, typed.</summary>
    public required RunRecord Record { get; init; }

    /// <summary>The record as it lies on disk, with fields that this version does not know.</summary>
    public required JsonObject Raw { get; init; }

    /// <summary>The steps, in plan order.</summary>
    public required IReadOnlyList<StepReading> Steps { get; init; }

    /// <summary>What happened beside the steps, in order: stages done, interrupts.</summary>
    public required IReadOnlyList<RunMoment> Moments { get; init; }

    /// <summary>The time of the last event; the run's start where there is none that can be read.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>Whether the record says how the run ended.</summary>
    public bool HasEnded => Record.ExitCode is not null;

    /// <summary>When it ended; for a run without an end, the time of its last event.</summary>
    public DateTimeOffset Ended => HasEnded ? Record.Started + TimeSpan.FromMilliseconds(Record.DurationMs) : LastSeen;
}

/// <summary>Something that happened beside the steps.</summary>
/// <param name="Time">When.</param>
/// <param name="Kind">The event: <c>stage-done</c>, <c>interrupt-received</c>.</param>
/// <param name="Subject">The stage, or empty.</param>
/// <param name="Text">In a line.</param>
public sealed record RunMoment(DateTimeOffset Time, string Kind, string Subject, string Text);

/// <summary>A step as the record and the events tell it together.</summary>
public sealed record StepReading
{
    /// <summary>The outcome of a step that started and whose end nobody wrote down: the run was killed, or still runs.</summary>
    public const string NoEnd = "no-end";

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its module; empty where nothing tells it.</summary>
    public string Module { get; init; } = "";

    /// <summary>Its tool with the version; empty where it did not run.</summary>
    public string Tool { get; init; } = "";

    /// <summary>The steps that it waits for.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>As in the record; <see cref="NoEnd"/> where it has none, <c>not-run</c> where it was planned and never started.</summary>
    public required string Outcome { get; init; }

    /// <summary>What it did, in a few words.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Why it did not succeed.</summary>
    public string? Failure { get; init; }

    /// <summary>When it started; null where it did not.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>How long it took; to the last event where it has no end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What it said on its way, the last <see cref="RunReader.MostMoments"/> of it.</summary>
    public IReadOnlyList<RunMoment> Progress { get; init; } = [];

    /// <summary>The step in the record; null where the run was killed before its record was completed.</summary>
    public RecordedStep? Recorded { get; init; }

    /// <summary>The same as it lies on disk, with fields that this version does not know.</summary>
    public JsonObject? Raw { get; init; }

    /// <summary>Its logs that are there.</summary>
    public IReadOnlyList<LogFile> Logs { get; init; } = [];

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended => Started + Duration;

    /// <summary>Whether it ended as wanted.</summary>
    public bool Succeeded => Outcome is "unchanged" or "changed" or "planned";
}

/// <summary>A log in a record.</summary>
/// <param name="Path">Relative to the record's directory, with slashes.</param>
/// <param name="FullPath">Absolute.</param>
/// <param name="Bytes">Its size now.</param>
public sealed record LogFile(string Path, string FullPath, long Bytes)
{
    /// <summary>Its name without the end: <c>stdout</c>, <c>stderr</c>.</summary>
    public string Stream => System.IO.Path.GetFileNameWithoutExtension(Path);
}
