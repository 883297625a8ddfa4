using System.CommandLine;
using System.CommandLine.Help;
using HyOps.Cli.Completion;
using HyOps.Cli.Hosting;
using HyOps.Cli.Phases;
using HyOps.Cli.Preflight;
using HyOps.Cli.Runs;
using HyOps.Cli.Secrets;
using HyOps.Cli.Setup;
using HyOps.Cli.Validation;
using HyOps.Cli.Vault;
using HyOps.Cli.Version;
using HyOps.Core.World;

namespace HyOps.Cli;

/// <summary>The whole command line: nouns and verbs, in the order of a platform's life.</summary>
internal static class HyopsCommand
{
    internal const string Description = "Runs hybrid platforms through bootstrap, steady state and disaster recovery, with Packer, Terraform and Ansible behind guardrails.";

    internal static RootCommand Create(Surroundings world, GlobalOptions global)
    {
        var root = new RootCommand(Description);
        root.Options.Clear();
        root.Options.Add(new HelpOption("--help", "-h") { Description = "Show help." });
        foreach (var option in global.All)
        {
            root.Options.Add(option);
        }

        global.Environment.CompletionSources.Add(_ => KnownNames.Environments(world));
        foreach (var command in Commands(world))
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    private static IEnumerable<Command> Commands(Surroundings world) =>
    [
        SetupVerbs.Create(),
        ValidateVerb.Create(),
        PreflightVerb.Create(),
        RunVerb.Create(),
        SecretsVerbs.Create(),
        VaultVerbs.Create(),
        RunsVerbs.Create(world),
        CompletionVerb.Create(),
        VersionVerb.Create(),
    ];
}
