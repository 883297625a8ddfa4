using System.Collections.Immutable;
using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Core.Environments;

/// <summary>What inventories/&lt;env&gt;/environment.yml says (api_version <c>hybridops/v1</c>, kind <c>Environment</c>).</summary>
public sealed record EnvironmentDefinition
{
    /// <summary>The environment's name, the same as its folder's.</summary>
    public required EnvironmentName Name { get; init; }

    /// <summary>Where environment.yml is, as shown to people.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The absolute folder inventories/&lt;env&gt;.</summary>
    public required string Directory { get; init; }

    /// <summary>How much is at stake.</summary>
    public required Tier Tier { get; init; }

    /// <summary>Where mutating DR runs may come from.</summary>
    public ExecutionPlane ExecutionPlane { get; init; } = ExecutionPlane.WorkstationDirect;

    /// <summary>tools: version constraints by tool (<c>terraform</c> → <c>&gt;=1.6 &lt;2</c>).</summary>
    public ImmutableSortedDictionary<string, VersionConstraint> Tools { get; init; } = ImmutableSortedDictionary<string, VersionConstraint>.Empty;

    /// <summary>packages: what the environment needs of a system beside tools, by system; a system that is not there is not spoken of.</summary>
    public ImmutableSortedDictionary<SystemFamily, ImmutableArray<PackageName>> Packages { get; init; } = ImmutableSortedDictionary<SystemFamily, ImmutableArray<PackageName>>.Empty;

    /// <summary>secrets.authority: where steady state takes secrets from, if anywhere.</summary>
    public AuthoritySettings? Authority { get; init; }

    /// <summary>The authority's secret map, in its scope; empty without an authority.</summary>
    public SecretMap SecretMap { get; init; } = SecretMap.Empty;

    /// <summary>secrets.external_secrets: how the authority is projected into Kubernetes, if it is.</summary>
    public ExternalSecretsSettings? ExternalSecrets { get; init; }

    /// <summary>secrets.break_glass: the last resort of DR, if there is one.</summary>
    public BreakGlassSettings? BreakGlass { get; init; }

    /// <summary>secrets.allow_reserved: keys that bundles usually may not hold (<c>PATH</c> …) and that this environment allows.</summary>
    public ImmutableHashSet<SecretName> AllowedReservedKeys { get; init; } = [];

    /// <summary>lease: where several machines agree on who runs; null where the environment is run from one machine at a time.</summary>
    public LeaseSettings? Lease { get; init; }

    /// <summary>guardrails.</summary>
    public GuardrailSettings Guardrails { get; init; } = new();

    /// <summary>records: retention and signing.</summary>
    public RecordSettings Records { get; init; } = new();

    /// <summary>telemetry.otlp: the base address of the collector that traces go to; null where the surroundings alone say.</summary>
    public Uri? Telemetry { get; init; }

    /// <summary>contracts.inactive_defaults: how much an unreferenced default of a spec weighs.</summary>
    public Severity InactiveDefaults { get; init; } = Severity.Error;

    /// <summary>contracts.unknown_inputs: how much an input weighs that the module's defaults do not name.</summary>
    public Severity UnknownInputs { get; init; } = Severity.Error;

    /// <summary>The phases with their steps; a phase that is not there has none.</summary>
    public ImmutableDictionary<Phase, PhasePlan> Phases { get; init; } = ImmutableDictionary<Phase, PhasePlan>.Empty;

    /// <summary>phases.dr.drill.always: whether it is there for drills alone, so that each recovery is one.</summary>
    public bool IsForDrills { get; init; }

    /// <summary>Whether Bootstrap makes missing keys that may be invented: where nothing is at stake, on tier local or as the platform is there for drills alone.</summary>
    public bool InventsKeys => Tier is Tier.Local || (Tier is Tier.Nonprod && IsForDrills);
}

/// <summary>How much is at stake in an environment.</summary>
public enum Tier
{
    /// <summary>This machine only.</summary>
    Local,

    /// <summary>Shared, but not production.</summary>
    Nonprod,

    /// <summary>Production: every mutating run must confirm the name.</summary>
    Prod,
}

/// <summary>Where mutating DR runs may come from.</summary>
public enum ExecutionPlane
{
    /// <summary>An engineer's workstation.</summary>
    WorkstationDirect,

    /// <summary>A runner in or near the target environment.</summary>
    RunnerLocal,
}
