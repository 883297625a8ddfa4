using System.CommandLine;

namespace HyOps.Cli.Validation;

/// <summary>The options of <c>hyops validate</c>.</summary>
internal sealed class ValidateOptions
{
    internal ValidateOptions() => InactiveDefaults.AcceptOnlyFromAmong("error", "warn");

    internal Option<string?> ModulesRoot { get; } = new("--modules-root") { HelpName = "DIR", Description = "Check the tree of modules below DIR, outside any project." };

    internal Option<string?> Module { get; } = new("--module") { HelpName = "REF", Description = "Check this module alone." };

    internal Option<string?> Inputs { get; } = new("--inputs") { HelpName = "FILE", Description = "The inputs of --module." };

    internal Option<string?> InactiveDefaults { get; } = new("--inactive-defaults")
    {
        HelpName = "error|warn",
        Description = "How much a spec's own defaults weigh that name keys required_env lacks. Default: what environment.yml says, else error.",
    };

    internal Option<bool> Sarif { get; } = new("--sarif") { Description = "Print SARIF 2.1.0 on standard output." };
}
