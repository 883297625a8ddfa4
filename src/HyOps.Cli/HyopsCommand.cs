using System.CommandLine;
using System.CommandLine.Help;
using HyOps.Cli.BreakGlass;
using HyOps.Cli.Completion;
using HyOps.Cli.Dr;
using HyOps.Cli.Eso;
using HyOps.Cli.Hosting;
using HyOps.Cli.Init;
using HyOps.Cli.Phases;
using HyOps.Cli.Plans;
using HyOps.Cli.Preflight;
using HyOps.Cli.Recovery;
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

    private static readonly ParserConfiguration Configuration = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>
    /// Parses a command line. Building every noun and verb takes longer than most verbs run: those whose word is among the arguments are enough
    /// where a verb is called; help, completion and what does not parse see all of them.
    /// </summary>
    internal static ParseResult Parse(Surroundings world, GlobalOptions global, IReadOnlyList<string> args)
    {
        var parsed = Create(Nouns(world, IsSaid).Where(noun => IsSaid(noun)), global).Parse(args, Configuration);
        if (parsed is { Action: null, Errors.Count: 0, CommandResult.Command: Verb })
        {
            return parsed;
        }

        return Create(world, global).Parse(args, Configuration);

        bool IsSaid(NamedCommand command) => args.Contains(command.Name);
    }

    internal static RootCommand Create(Surroundings world, GlobalOptions global)
    {
        global.Environment.CompletionSources.Add(_ => KnownNames.Environments(world));
        return Create(Nouns(world, _ => true), global);
    }

    private static RootCommand Create(IEnumerable<NamedCommand> nouns, GlobalOptions global)
    {
        var root = new RootCommand(Description);
        root.Options.Clear();
        root.Options.Add(new HelpOption("--help", "-h") { Description = "Show help." });
        foreach (var option in global.All)
        {
            root.Options.Add(option);
        }

        foreach (var noun in nouns)
        {
            root.Subcommands.Add(noun.Create());
        }

        return root;
    }

    private static NamedCommand[] Nouns(Surroundings world, Predicate<NamedCommand> wanted) =>
    [
        new("setup", SetupVerbs.Create),
        new("validate", ValidateVerb.Create),
        new("init", InitVerb.Create),
        new("preflight", PreflightVerb.Create),
        new("run", RunVerb.Create),
        new("dr", DrVerbs.Create),
        new("recover", RecoverVerb.Create),
        new("secrets", () => SecretsVerbs.Create(wanted)),
        new("vault", VaultVerbs.Create),
        new("breakglass", BreakGlassVerbs.Create),
        new("eso", EsoVerbs.Create),
        new("plans", () => PlansVerbs.Create(world)),
        new("runs", () => RunsVerbs.Create(world)),
        new("completion", CompletionVerb.Create),
        new("version", VersionVerb.Create),
    ];
}
