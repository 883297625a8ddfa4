using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Engine.Recovery;

namespace HyOps.Cli.Recovery;

/// <summary>What <c>hyops recover</c> takes.</summary>
internal sealed class RecoverArguments
{
    internal RecoverArguments() => SecretsFrom.AcceptOnlyFromAmong("bundle");

    internal Option<string> Run { get; } = new("--run") { HelpName = "RUN", Required = true, Description = "The run that left something: its id, or the beginning or end of exactly one." };

    internal Option<string?> Step { get; } = new("--step") { HelpName = "STEP", Description = "This step alone. Default: all of the run's." };

    internal Option<bool> DryRun { get; } = new("--dry-run") { Description = "Look, say what would be done, and do nothing." };

    internal Option<bool> Yes { get; } = new("--yes") { Description = "Do it without asking." };

    internal Option<string?> HolderIsDead { get; } = new("--holder-is-dead")
    {
        HelpName = "LOCK-ID",
        Description = "Free this lock although nothing here proves that its holder is dead. Never one whose holder lives.",
    };

    internal Option<string?> SecretsFrom { get; } = new("--secrets-from") { HelpName = "bundle", Description = "steady-state, while its authority is down: take the mapped keys from the bundle." };

    internal Option<string?> Reason { get; } = new("--reason") { HelpName = "TEXT", Description = "Why --holder-is-dead or --secrets-from is needed; the record keeps it." };

    internal Option<string?> Confirm { get; } = new("--confirm") { HelpName = "NAME", Description = "The environment's name once more; production asks for it." };

    internal RecoverOptions Read(Invocation invocation) => new()
    {
        Run = invocation.Get(Run)!,
        Step = invocation.Get(Step),
        DryRun = invocation.Get(DryRun),
        Yes = invocation.Get(Yes),
        HolderIsDead = invocation.Get(HolderIsDead),
        SecretsFromBundle = invocation.Get(SecretsFrom) is not null,
        Reason = invocation.Get(Reason),
        Project = invocation.Project,
        Environment = invocation.Environment,
        Root = invocation.Root,
        Confirmation = invocation.Get(Confirm),
        Password = invocation.VaultPassword,
    };
}
