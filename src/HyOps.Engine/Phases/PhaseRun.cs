using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Environments;
using HyOps.Core.Modules;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Engine.Init;
using HyOps.Engine.Roots;
using HyOps.Engine.State;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Phases;

/// <summary>All that the steps of one run share.</summary>
internal sealed record PhaseRun
{
    public required RunId Id { get; init; }

    public required EnvironmentDefinition Environment { get; init; }

    public required RuntimeRoot Root { get; init; }

    public required IReadOnlyDictionary<DriverKind, IDriver> Drivers { get; init; }

    public required IReadOnlyDictionary<string, FoundTool> Tools { get; init; }

    public required ChildEnvironment ChildEnvironment { get; init; }

    public required GivenSecrets Secrets { get; init; }

    public required TargetCredentials Credentials { get; init; }

    public required Masker Masker { get; init; }

    public required IRunObserver Observer { get; init; }

    public required ModuleStateStore State { get; init; }

    public required TimeProvider Clock { get; init; }

    public required string RecordDirectory { get; init; }

    public bool KeepWork { get; init; }

    /// <summary>What the steps of this run have published so far.</summary>
    public ConcurrentDictionary<string, JsonObject> Published { get; } = new(StringComparer.Ordinal);

    /// <summary>What the record says of steps beside their results: digests of inputs and files.</summary>
    public ConcurrentDictionary<string, StepEvidence> Evidence { get; } = new(StringComparer.Ordinal);
}

/// <summary>What the record says of a step beside its result.</summary>
internal sealed record StepEvidence(string? InputsSha256, IReadOnlyList<RecordedFile> Files);
