using System.Collections.Immutable;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;

namespace HyOps.Core.Runs;

/// <summary>How a step ended.</summary>
public sealed record StepResult
{
    /// <summary>The step's id.</summary>
    public required string Step { get; init; }

    /// <summary>Its module.</summary>
    public required string Module { get; init; }

    /// <summary>Its tool with the version; empty where it did not run.</summary>
    public string Tool { get; init; } = "";

    /// <summary>The outcome.</summary>
    public required StepOutcome Outcome { get; init; }

    /// <summary>In a few words.</summary>
    public required string Summary { get; init; }

    /// <summary>Why it did not succeed, or did not run.</summary>
    public string? Failure { get; init; }

    /// <summary>When it started.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Its whole log, relative to the record.</summary>
    public string? Log { get; init; }

    /// <summary>The names of the outputs that it published.</summary>
    public IReadOnlyList<string> Published { get; init; } = [];

    /// <summary>The names of the outputs that were held back, because they hold a secret or are marked sensitive.</summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];

    /// <summary>Its files in the record, as it left them.</summary>
    public IReadOnlyList<RecordedFile> Files { get; init; } = [];

    /// <summary>What its plan would do and what the plan policy said; null where its tool makes none.</summary>
    public RecordedPlan? Plan { get; init; }

    /// <summary>What it left behind, where it keeps a state and did not end well; null where that was not looked at.</summary>
    public StepForensics? Forensics { get; init; }

    /// <summary>What its probe measured, by name.</summary>
    public IReadOnlyDictionary<string, string> Measured { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>How long it should have taken; null where nothing is said.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Whether it did what it was asked, so that later steps may go on.</summary>
    public bool Succeeded => Outcome is StepOutcome.Unchanged or StepOutcome.Changed or StepOutcome.Planned or StepOutcome.NotPlanned;
}
