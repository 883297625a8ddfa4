using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;

namespace HyOps.Engine.Rotation;

/// <summary>Somebody who uses a key, and what a rotation does about it.</summary>
public sealed record RotationConsumer
{
    /// <summary>What it is.</summary>
    public required ConsumerKind Kind { get; init; }

    /// <summary>Its name: a step, <c>netbox/netbox-env</c>, <c>netbox deployment/netbox</c>, a probe.</summary>
    public required string Name { get; init; }

    /// <summary>The module that says so.</summary>
    public required string Module { get; init; }

    /// <summary>What happens, or what somebody has to do.</summary>
    public required string Action { get; init; }

    /// <summary>Whether it is known to use the new version.</summary>
    public ConsumerStatus Status { get; init; } = ConsumerStatus.Pending;

    /// <summary>Why it is not.</summary>
    public string? Detail { get; init; }

    /// <summary>What to do about it; null where going on, or mending what failed, is all.</summary>
    public string? Fix { get; init; }

    /// <summary>The phase of a step.</summary>
    public Phase? Phase { get; init; }

    internal KubernetesConsumer? Projection { get; init; }

    internal KubernetesWorkload? Workload { get; init; }

    internal ConsumerProbe? Probe { get; init; }

    /// <summary>The absolute folder of the module.</summary>
    internal string ModuleDirectory { get; init; } = "";

    /// <summary>The module's spec.yml, as shown to people.</summary>
    internal string SpecFile { get; init; } = "";

    /// <summary>Tells it apart from the other consumers of its key.</summary>
    internal string Id => $"{Kind} {Name}";
}

/// <summary>What a consumer is.</summary>
public enum ConsumerKind
{
    /// <summary>A step of steady state: run again.</summary>
    Step,

    /// <summary>A step of another phase: it takes the key from the bundle.</summary>
    BundleStep,

    /// <summary>An ExternalSecret.</summary>
    ExternalSecret,

    /// <summary>A workload that Reloader restarts.</summary>
    Workload,

    /// <summary>A probe of a module.</summary>
    Probe,
}

/// <summary>Whether a consumer is known to use the new version.</summary>
public enum ConsumerStatus
{
    /// <summary>It was not looked at.</summary>
    Pending,

    /// <summary>It does.</summary>
    Verified,

    /// <summary>It could not be told.</summary>
    Unverified,

    /// <summary>It does not.</summary>
    Failed,
}
