using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;
using HyOps.Engine.Passwords;
using HyOps.Engine.Phases;
using HyOps.Engine.Plans;
using HyOps.Engine.Runbooks;

namespace HyOps.Cake.Hosting;

/// <summary>The options that the phases take, read once.</summary>
public sealed record HyOpsOptions
{
    /// <summary>The environment that was asked for; null where none was.</summary>
    public string? Environment { get; init; }

    /// <summary>The runtime root that was asked for, as typed.</summary>
    public string? Root { get; init; }

    /// <summary>The project directory that was asked for, as typed.</summary>
    public string? Project { get; init; }

    /// <summary>The environment's name, typed once more to confirm.</summary>
    public string? Confirm { get; init; }

    /// <summary>How many steps may run at once; null for the number of processors.</summary>
    public int? Parallelism { get; init; }

    /// <summary>Whether work directories stay.</summary>
    public bool KeepWork { get; init; }

    /// <summary>Whether nothing may be installed.</summary>
    public bool NoInstall { get; init; }

    /// <summary>Whether sudo may be used to install.</summary>
    public bool Sudo { get; init; }

    /// <summary>Whether the result is one JSON document.</summary>
    public bool Json { get; init; }

    /// <summary>The keys whose shell values are accepted.</summary>
    public IReadOnlyList<string> AllowShell { get; init; } = [];

    /// <summary>Whether what the phase made is removed.</summary>
    public bool Destroy { get; init; }

    /// <summary>The objects that may be destroyed, replaced or forgotten, as typed.</summary>
    public IReadOnlyList<string> AllowDestroy { get; init; } = [];

    /// <summary>Whether steady state takes mapped keys from the bundle.</summary>
    public bool SecretsFromBundle { get; init; }

    /// <summary>Whether DR takes from the break-glass file what the bundle lacks.</summary>
    public bool BreakGlass { get; init; }

    /// <summary>The runbook that allows it, as typed.</summary>
    public string? Runbook { get; init; }

    /// <summary>Why a rule is set aside; null where nothing was said.</summary>
    public string? Reason { get; init; }

    /// <summary>What is asked about plans: to make one, or to apply one.</summary>
    public PlanOptions Plan { get; init; } = new();

    /// <summary>What is asked of a recovery.</summary>
    public RunbookOptions Recovery { get; init; } = new();

    /// <summary>Whether warnings of Preflight count as failures.</summary>
    public bool Strict { get; init; }

    /// <summary>What unreferenced defaults are, whatever environment.yml says; null where nothing was asked for.</summary>
    public Severity? InactiveDefaults { get; init; }

    /// <summary>Where the run's JUnit XML goes, as typed; null where nobody asked.</summary>
    public string? JUnit { get; init; }

    /// <summary>The password file that was asked for, as typed.</summary>
    public string? VaultPasswordFile { get; init; }

    /// <summary>The password command that was asked for.</summary>
    public string? VaultPasswordCommand { get; init; }

    /// <summary>Where the vault password comes from, if the operator says so.</summary>
    public VaultPasswordOptions Password => new() { File = VaultPasswordFile, Command = VaultPasswordCommand };

    /// <summary>The keys whose shell values are accepted.</summary>
    /// <exception cref="CommandLineException">A key is no variable's name.</exception>
    public IReadOnlyCollection<SecretName> AllowedShellKeys => [.. AllowShell.Select(key => SecretName.TryParse(key, out var name) ? name : throw CommandLineException.NotAKey(key))];

    /// <summary>The options of a phase's run.</summary>
    /// <param name="phase">The phase.</param>
    /// <exception cref="CommandLineException">A key is no variable's name.</exception>
    public RunPhaseOptions ForPhase(Phase phase) => new()
    {
        Phase = phase,
        Project = Project,
        Environment = Environment,
        Root = Root,
        Confirmation = Confirm,
        Parallelism = Parallelism,
        KeepWork = KeepWork,
        InstallTools = phase is Phase.Bootstrap && !NoInstall,
        Sudo = Sudo,
        Destroy = Destroy,
        AllowDestroy = AllowDestroy,
        SecretsFromBundle = SecretsFromBundle,
        BreakGlass = BreakGlass,
        Runbook = Runbook,
        Reason = Reason,
        AllowedShellKeys = AllowedShellKeys,
        InactiveDefaults = InactiveDefaults,
        Plan = Plan,
        Recovery = Recovery,
        Password = Password,
    };

    /// <summary>Reads the options.</summary>
    /// <param name="line">The checked command line.</param>
    /// <param name="project">The project where the command line names none.</param>
    public static HyOpsOptions From(CommandLine line, string? project)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new HyOpsOptions
        {
            Environment = line.Value("env"),
            Root = line.Value("root"),
            Project = line.Value("project") ?? project,
            Confirm = line.Value("confirm"),
            Parallelism = line.Count("parallelism"),
            KeepWork = line.Has("keep-work"),
            NoInstall = line.Has("no-install"),
            Sudo = line.Has("sudo"),
            Json = line.Has("json"),
            AllowShell = line.All("allow-shell"),
            Destroy = line.Has("destroy"),
            AllowDestroy = line.All("allow-destroy"),
            SecretsFromBundle = line.Value("secrets-from") is not null,
            BreakGlass = line.Has("break-glass"),
            Runbook = line.Value("runbook"),
            Reason = line.Value("reason"),
            Plan = new PlanOptions { PlanOnly = line.Has("plan-only"), Expires = line.Value("plan-expires"), Apply = line.Value("apply-plan"), ApprovedBy = line.Value("approve") },
            Recovery = new RunbookOptions
            {
                Drill = line.Has("drill"),
                Resume = line.Value("resume"),
                AcceptSplitBrain = line.All("accept-split-brain"),
                AcceptStale = line.All("accept-stale"),
            },
            Strict = line.Has("strict"),
            InactiveDefaults = line.Value("inactive-defaults") switch { "warn" => Severity.Warning, "error" => Severity.Error, _ => null },
            JUnit = line.Value("junit"),
            VaultPasswordFile = line.Value("vault-password-file"),
            VaultPasswordCommand = line.Value("vault-password-command"),
        };
    }
}
