using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;
using HyOps.Engine.Passwords;
using HyOps.Engine.Plans;
using HyOps.Engine.Runbooks;

namespace HyOps.Engine.Phases;

/// <summary>What the operator asks of a phase's run.</summary>
public sealed record RunPhaseOptions
{
    /// <summary>The phase.</summary>
    public required Phase Phase { get; init; }

    /// <summary>The ids of the steps to run; null is all of them. A rotation runs those alone that a new value concerns.</summary>
    public IReadOnlyCollection<string>? Steps { get; init; }

    /// <summary><c>--project</c>: the project's folder; null looks upwards from the working directory.</summary>
    public string? Project { get; init; }

    /// <summary><c>--env</c>.</summary>
    public string? Environment { get; init; }

    /// <summary><c>--root</c>.</summary>
    public string? Root { get; init; }

    /// <summary><c>--confirm</c>: the name of a production environment, said once more.</summary>
    public string? Confirmation { get; init; }

    /// <summary><c>--parallelism</c>: how many steps may run at once; null is the number of processors.</summary>
    public int? Parallelism { get; init; }

    /// <summary><c>--keep-work</c>: leave the steps' work directories.</summary>
    public bool KeepWork { get; init; }

    /// <summary>Whether missing tools may be installed (Bootstrap, unless <c>--no-install</c>).</summary>
    public bool InstallTools { get; init; }

    /// <summary><c>--sudo</c>: whether installing may use sudo.</summary>
    public bool Sudo { get; init; }

    /// <summary><c>--allow-shell KEY</c>: keys whose value may come from the operator's shell.</summary>
    public IReadOnlyCollection<SecretName> AllowedShellKeys { get; init; } = [];

    /// <summary><c>--destroy</c>: remove what the phase's steps made, backwards.</summary>
    public bool Destroy { get; init; }

    /// <summary><c>--allow-destroy STEP:ADDRESS</c>: what may be destroyed, replaced or forgotten.</summary>
    public IReadOnlyList<string> AllowDestroy { get; init; } = [];

    /// <summary><c>--secrets-from bundle</c>: steady state takes mapped keys from the bundle, while its authority is down.</summary>
    public bool SecretsFromBundle { get; init; }

    /// <summary><c>--break-glass</c>: DR takes from the break-glass file what the bundle lacks.</summary>
    public bool BreakGlass { get; init; }

    /// <summary><c>--runbook</c>: the one that allows to use the break-glass file, named.</summary>
    public string? Runbook { get; init; }

    /// <summary><c>--reason</c>: why a rule is set aside, for the record. Every override needs it.</summary>
    public string? Reason { get; init; }

    /// <summary><c>--inactive-defaults</c>: the weight of a spec's unreferenced defaults, over environment.yml.</summary>
    public Severity? InactiveDefaults { get; init; }

    /// <summary><c>--plan-only</c>, <c>--apply-plan</c>: making a plan for approval, or applying one, instead of both in one go.</summary>
    public PlanOptions Plan { get; init; } = new();

    /// <summary>What is asked of a recovery.</summary>
    public RunbookOptions Recovery { get; init; } = new();

    /// <summary>Where the vault password comes from, if the operator says so.</summary>
    public VaultPasswordOptions Password { get; init; } = new();

    /// <summary>The source that has found the password already, where the caller has one: whoever was asked is not asked again.</summary>
    internal VaultPasswordSource? Passwords { get; init; }
}
