using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Init;
using HyOps.Engine.Leases;
using HyOps.Engine.Roots;
using HyOps.Engine.State;
using HyOps.Engine.Tools;
using HyOps.Engine.Tracing;

namespace HyOps.Engine.Phases;

/// <summary>All that the steps of one run share.</summary>
internal sealed record PhaseRun
{
    /// <summary>The variable in which children get the fencing number of a shared lease.</summary>
    public const string FenceVariable = "HYOPS_LEASE_FENCE";

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

    /// <summary>The ids that children are given for traces.</summary>
    public required RunTrace Trace { get; init; }

    public required TimeProvider Clock { get; init; }

    public required string RecordDirectory { get; init; }

    /// <summary>The run's synthetic secret, which every child has.</summary>
    public required SecretValue Canary { get; init; }

    /// <summary>The children's directory for temporary files; null where they use the system's.</summary>
    public string? TemporaryDirectory { get; init; }

    public bool KeepWork { get; init; }

    /// <summary>The lease that several machines agree on; null where the environment has none.</summary>
    public SharedEnvironmentLease? Lease { get; init; }

    /// <summary>Whether the steps are removed, and not brought up.</summary>
    public bool Destroys { get; init; }

    public required AllowedDestroys AllowedDestroys { get; init; }

    /// <summary>Whether the steps are planned only: nothing is published.</summary>
    public bool PlansOnly { get; init; }

    /// <summary>What is done with a step once it has its request; usually its driver runs it.</summary>
    public Func<PlanStep, IDriver, DriverRequest, CancellationToken, Task<DriverOutcome>> Drive { get; init; } =
        static (_, driver, request, cancellationToken) => driver.RunAsync(request, cancellationToken);

    /// <summary>The name of the work directory of this run; null is the run's id.</summary>
    public string? WorkName { get; init; }

    /// <summary>Where the steps work.</summary>
    public string WorkDirectory => Path.Combine(Root.WorkDirectory, WorkName ?? Id.Value);

    /// <summary>What the steps of this run have published so far.</summary>
    public ConcurrentDictionary<string, JsonObject> Published { get; } = new(StringComparer.Ordinal);

    /// <summary>What the record says of steps beside their results: digests of inputs and files.</summary>
    public ConcurrentDictionary<string, StepEvidence> Evidence { get; } = new(StringComparer.Ordinal);

    /// <summary>The same run, under a shared lease: its children know the fencing number.</summary>
    public PhaseRun Under(SharedEnvironmentLease? lease) => lease is null ? this : this with
    {
        Lease = lease,
        ChildEnvironment = ChildEnvironment.With(FenceVariable, lease.Fence.ToString(CultureInfo.InvariantCulture)),
    };
}

/// <summary>What the record says of a step beside its result.</summary>
internal sealed record StepEvidence(string? InputsSha256, IReadOnlyList<RecordedFile> Files);
