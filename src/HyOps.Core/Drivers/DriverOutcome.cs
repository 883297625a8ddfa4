using System.Text.Json.Nodes;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;

namespace HyOps.Core.Drivers;

/// <summary>What a driver made of a step.</summary>
public sealed record DriverOutcome
{
    /// <summary>The outcome.</summary>
    public required StepOutcome Outcome { get; init; }

    /// <summary>In a few words, for the summary: <c>2 added, 1 changed, 0 destroyed</c>, <c>inputs unchanged, artifact there</c>.</summary>
    public required string Summary { get; init; }

    /// <summary>Why it did not succeed, with the next step; null where it did.</summary>
    public string? Failure { get; init; }

    /// <summary>All outputs of the tool that are fit to be published; the caller keeps those that outputs.publish names.</summary>
    public JsonObject Outputs { get; init; } = [];

    /// <summary>Names of outputs held back because the tool marks them sensitive or because they hold a known secret.</summary>
    public IReadOnlyList<string> WithheldOutputs { get; init; } = [];

    /// <summary>What the plan policy said; null where the tool makes no plan, or made none.</summary>
    public PlanVerdict? Policy { get; init; }

    /// <summary>What a step that keeps a state left behind, where it did not end well; null where that was not looked at.</summary>
    public StepForensics? Forensics { get; init; }

    /// <summary>The tool's own exit code, where one ran.</summary>
    public int? ToolExitCode { get; init; }

    /// <summary>The commands that ran, as people may read them.</summary>
    public IReadOnlyList<string> Commands { get; init; } = [];
}
