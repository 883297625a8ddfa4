using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Core.Commands;
using HyOps.Drivers.Processes;
using HyOps.Engine.Passwords;
using HyOps.Engine.Roots;

namespace HyOps.Cli.Vault;

/// <summary>What all verbs of <c>vault</c> take and need.</summary>
internal sealed class VaultArguments
{
    internal Option<string?> Script { get; } = new("--script") { HelpName = "PATH", Description = "The provider script that keeps the password, instead of the usual sources.", Recursive = true };

    internal string? ScriptOf(Invocation invocation) => invocation.Path(Script);

    /// <summary>Where the password comes from.</summary>
    internal VaultPasswordOptions PasswordOf(Invocation invocation, PasswordAsking asking) =>
        invocation.VaultPassword with { Script = ScriptOf(invocation), Asking = asking };

    internal static ChosenEnvironment ChosenBy(Invocation invocation) => ChosenEnvironment.From(invocation.World, invocation.Environment, invocation.Root);

    internal static ICommandRunner RunnerOf(Invocation invocation) => new ProcessCommandRunner(invocation.Masker, invocation.World.Clock);

    /// <summary><c>--entry</c>, for the verbs that change what is stored.</summary>
    internal static Option<string?> Entry() => new("--entry") { HelpName = "NAME", Description = "The entry of the password store. Default: VAULT_PASS_ENTRY, else hybridops/ansible-vault." };
}
