using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Cli.Secrets;
using HyOps.Core;
using HyOps.Engine.Passwords;
using HyOps.Presentation.Secrets;

namespace HyOps.Cli.Vault;

/// <summary><c>hyops vault rekey</c>.</summary>
internal static class VaultRekeyVerb
{
    internal static Verb Create(VaultArguments arguments)
    {
        var all = new Option<bool>("--all") { Description = "Every bundle below ~/.hybridops, not that of the environment alone." };
        var generate = new Option<bool>("--generate") { Description = "Invent the new password; it is kept where the present one is." };
        var file = new Option<string?>("--new-password-file") { HelpName = "FILE", Description = "Where the new password is." };
        var command = new Option<string?>("--new-password-command") { HelpName = "CMD", Description = "A shell command that prints the new password." };
        var resume = new Option<bool>("--resume") { Description = "Finish, or undo, what was interrupted; nothing else." };
        return new Verb(
            "rekey",
            "Gives bundles a new password: all of them or none, whatever is interrupted. A stored password changes with them. Without a source of the new one it is asked for, or read from standard input.",
            (invocation, cancellationToken) => RunAsync(arguments, invocation, new RekeyOptions
            {
                All = invocation.Get(all),
                Generate = One(invocation, generate, file, command),
                NewFile = invocation.Path(file),
                NewCommand = invocation.Get(command),
                Resume = invocation.Get(resume),
            }, cancellationToken))
        {
            Options = { all, generate, file, command, resume },
            Examples =
            [
                new("hyops vault rekey --all --generate", "invents a new password for all bundles and stores it in pass"),
                new("hyops vault rekey --env drill --vault-password-file old --new-password-file new", "changes the password of one bundle from one file's to another's"),
            ],
        };
    }

    private static bool One(Invocation invocation, Option<bool> generate, Option<string?> file, Option<string?> command)
    {
        (string Name, bool IsGiven)[] options = [(generate.Name, invocation.Get(generate)), (file.Name, invocation.Path(file) is not null), (command.Name, invocation.Get(command) is not null)];
        var given = options.Where(option => option.IsGiven).Select(option => option.Name).ToList();
        return given is [var one, var other, ..] ? throw CommandLineException.Contradiction(one, other, "say one of them") : invocation.Get(generate);
    }

    private static async Task<ExitCode> RunAsync(VaultArguments arguments, Invocation invocation, RekeyOptions options, CancellationToken cancellationToken)
    {
        var password = arguments.PasswordOf(invocation, PasswordAsking.AtTerminal);
        var use = new RekeyBundles(VaultArguments.ChosenBy(invocation), password, invocation.World, VaultArguments.RunnerOf(invocation), invocation.Masker);
        var result = await use.RunAsync(options, cancellationToken);
        return invocation.Answer(
            ExitCode.Ok,
            () => new()
            {
                ["bundles"] = SecretsJson.Of(result.Bundles),
                ["provider"] = result.Provider,
                ["source_to_change"] = result.SourceToChange,
                ["leftover"] = result.Leftover.ToString().ToLowerInvariant(),
            },
            screen => VaultPasswordView.Write(screen, result));
    }
}
