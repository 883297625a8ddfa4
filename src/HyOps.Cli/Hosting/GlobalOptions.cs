using System.CommandLine;

namespace HyOps.Cli.Hosting;

/// <summary>The options that every verb takes, before or after its name.</summary>
internal sealed class GlobalOptions
{
    internal Option<string?> Project { get; } = Text("--project", "DIR", "The project: the folder with modules/ and inventories/. Default: found upwards from here.");

    internal Option<string?> Environment { get; } = Text("--env", "NAME", "The environment. Default: HYOPS_ENV, else local.");

    internal Option<string?> Root { get; } = Text("--root", "DIR", "The runtime root. Default: HYOPS_RUNTIME_ROOT, else ~/.hybridops/envs/NAME.");

    internal Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document, and nothing else, on standard output.", Recursive = true };

    internal Option<bool> NoColor { get; } = new("--no-color") { Description = "No colours and no live view, as NO_COLOR does.", Recursive = true };

    internal Option<string?> VaultPasswordFile { get; } = Text("--vault-password-file", "FILE", "Where the vault password is, instead of the usual sources.");

    internal Option<string?> VaultPasswordCommand { get; } = Text("--vault-password-command", "CMD", "A shell command that prints the vault password.");

    internal IReadOnlyList<Option> All => [Project, Environment, Root, Json, NoColor, VaultPasswordFile, VaultPasswordCommand];

    private static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description, Recursive = true };
}
