using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;

namespace HyOps.Cli.Preflight;

/// <summary>The options of <c>hyops preflight</c>.</summary>
internal sealed class PreflightOptions
{
    internal PreflightOptions() => Phase.AcceptOnlyFromAmong([.. PhaseNames.All]);

    internal Option<string?> Phase { get; } = new("--phase") { HelpName = "PHASE", Description = "Only this phase: bootstrap, steady-state, dr or dr-failback. Beside --module: where its secrets come from." };

    internal Option<string?> Module { get; } = new("--module") { HelpName = "REF", Description = "This module instead of phases." };

    internal Option<string?> Inputs { get; } = new("--inputs") { HelpName = "FILE", Description = "The inputs of --module." };

    internal Option<string[]> AllowShell { get; } = new("--allow-shell") { HelpName = "KEY", Description = "A key that a run would be allowed to take from the shell. Repeatable." };

    internal Option<bool> Strict { get; } = new("--strict") { Description = "Warnings count as failures." };

    internal ModuleRef? ModuleOf(Invocation invocation) =>
        invocation.Get(Module) is not { } text ? null : ModuleRef.TryParse(text, out var module) ? module : throw CommandLineException.BadModule("--module");

    internal string? InputsOf(Invocation invocation)
    {
        var inputs = invocation.Path(Inputs);
        return inputs is not null && invocation.Get(Module) is null
            ? throw CommandLineException.MissingArgument("--module beside --inputs", "hyops preflight")
            : inputs is null ? null : invocation.World.Absolute(inputs);
    }
}
