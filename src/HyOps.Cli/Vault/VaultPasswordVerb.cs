using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Cli.Secrets;
using HyOps.Core;
using HyOps.Engine.Passwords;

namespace HyOps.Cli.Vault;

/// <summary><c>hyops vault password</c>: unlocks, and prints the password for programs; a person sees it only on request.</summary>
internal static class VaultPasswordVerb
{
    internal static Verb Create(VaultArguments arguments)
    {
        var show = new Option<bool>("--show") { Description = "Print it on a terminal, too." };
        return new Verb(
            "password",
            "Unlocks the vault password and prints it to standard output; on a terminal it stays hidden, unless --show asks for it.",
            (invocation, cancellationToken) => RunAsync(arguments, invocation, invocation.Get(show), cancellationToken))
        {
            Options = { show },
            Examples =
            [
                new("hyops vault password >/dev/null", "unlocks the GPG key in a fresh shell"),
                new("hyops vault password --show", "shows it, to write it down for the safe"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(VaultArguments arguments, Invocation invocation, bool show, CancellationToken cancellationToken)
    {
        var secrets = OpenedSecrets.ForReading(invocation, arguments.PasswordOf(invocation, PasswordAsking.AtTerminal));
        var password = await secrets.Passwords.FindAsync(cancellationToken);
        if (password.Notice is { } notice)
        {
            invocation.Error.WriteLine(notice);
        }

        Print(invocation, password, show);
        return ExitCode.Ok;
    }

    private static void Print(Invocation invocation, VaultPassword password, bool show)
    {
        var terminal = invocation.World.Terminal;
        if (invocation.Json)
        {
            invocation.WriteJson(new() { ["ok"] = true, ["source"] = password.Source, ["password"] = show ? password.Value.Reveal() : null });
        }
        else if (show || !terminal.OutIsTerminal)
        {
            terminal.Out.Write(password.Value.Reveal() + "\n");
        }
        else
        {
            invocation.Error.WriteLine($"the vault password is unlocked ({password.Source}); --show prints it here");
        }
    }
}
