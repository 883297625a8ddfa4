using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Cli.Plans;
using HyOps.Cli.Secrets;
using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;
using HyOps.Engine.Phases;

namespace HyOps.Cli.Phases;

/// <summary>What <c>hyops run</c> takes.</summary>
internal sealed class RunArguments
{
    internal RunArguments()
    {
        Phase.AcceptOnlyFromAmong([.. PhaseNames.All]);
        SecretsFrom.AcceptOnlyFromAmong("bundle");
        InactiveDefaults.AcceptOnlyFromAmong("error", "warn");
    }

    internal Argument<string> Phase { get; } = new("phase") { HelpName = "PHASE", Description = "bootstrap, steady-state, dr or dr-failback." };

    internal Option<string?> Confirm { get; } = new("--confirm") { HelpName = "NAME", Description = "The environment's name once more; production asks for it." };

    internal Option<int?> Parallelism { get; } = new("--parallelism") { HelpName = "N", Description = "How many steps may run at once. Default: the number of processors." };

    internal Option<bool> KeepWork { get; } = new("--keep-work") { Description = "Leave the steps' work directories, to look at them." };

    internal Option<bool> NoInstall { get; } = new("--no-install") { Description = "Install no missing tools (bootstrap does, where it may)." };

    internal Option<bool> Sudo { get; } = new("--sudo") { Description = "Install missing tools through sudo." };

    internal Option<string[]> AllowShell { get; } = new("--allow-shell") { HelpName = "KEY", Description = "Take this key from the environment of this shell, although the phase's source differs. May be repeated." };

    internal Option<string?> SecretsFrom { get; } = new("--secrets-from") { HelpName = "bundle", Description = "steady-state, while its authority is down: take the mapped keys from the bundle." };

    internal Option<bool> BreakGlass { get; } = new("--break-glass") { Description = "dr: take from the break-glass file what the bundle lacks; with --runbook and --reason." };

    internal Option<string?> Runbook { get; } = new("--runbook") { HelpName = "PATH", Description = "The runbook that allows --break-glass: the one that environment.yml names." };

    internal Option<bool> Destroy { get; } = new("--destroy") { Description = "Remove what the phase's steps made, backwards; each object must be named with --allow-destroy." };

    internal Option<string[]> AllowDestroy { get; } = new("--allow-destroy")
    {
        HelpName = "STEP:ADDRESS",
        Description = "Allow this object to be destroyed, replaced or forgotten: its whole address, as the refusal prints it. May be repeated.",
    };

    internal Option<string?> Reason { get; } = new("--reason") { HelpName = "TEXT", Description = "Why a rule is set aside (--allow-shell, --allow-destroy, --break-glass, --secrets-from, --accept-split-brain, --accept-stale); the record keeps it." };

    internal Option<string?> InactiveDefaults { get; } = new("--inactive-defaults")
    {
        HelpName = "error|warn",
        Description = "How much a spec's own defaults weigh that name keys required_env lacks. Default: what environment.yml says, else error.",
    };

    internal Option<string?> ExplainEnv { get; } = new("--explain-env") { HelpName = "STEP", Description = "Print the names, sources and reasons of all that the step's tool would see; run and open nothing." };

    internal Option<string?> JUnit { get; } = new("--junit") { HelpName = "FILE", Description = "Write the run's steps and guardrails there as JUnit XML, however the run ends." };

    internal PlanArguments Plan { get; } = new();

    internal RunbookArguments Recovery { get; } = new();

    internal RunPhaseOptions Read(Invocation invocation)
    {
        var parallelism = invocation.Get(Parallelism);
        var phase = PhaseNames.TryParse(invocation.Get(Phase), out var known) ? known : throw CommandLineException.BadValue("PHASE", "a phase");
        return new RunPhaseOptions
        {
            Phase = phase,
            Project = invocation.Project,
            Environment = invocation.Environment,
            Root = invocation.Root,
            Confirmation = invocation.Get(Confirm),
            Parallelism = parallelism is < 1 ? throw CommandLineException.BadValue("--parallelism", "a number from 1") : parallelism,
            KeepWork = invocation.Get(KeepWork),
            InstallTools = phase is Core.Lifecycle.Phase.Bootstrap && !invocation.Get(NoInstall),
            Sudo = invocation.Get(Sudo),
            AllowedShellKeys = KeyArguments.Parse(invocation.Get(AllowShell)),
            Destroy = invocation.Get(Destroy),
            AllowDestroy = invocation.Get(AllowDestroy) ?? [],
            SecretsFromBundle = invocation.Get(SecretsFrom) is not null,
            BreakGlass = invocation.Get(BreakGlass),
            Runbook = invocation.Path(Runbook),
            Reason = invocation.Get(Reason),
            InactiveDefaults = invocation.Get(InactiveDefaults) switch { "warn" => Severity.Warning, "error" => Severity.Error, _ => null },
            Plan = Plan.Read(invocation),
            Recovery = Recovery.Read(invocation),
            Password = invocation.VaultPassword,
        };
    }
}
