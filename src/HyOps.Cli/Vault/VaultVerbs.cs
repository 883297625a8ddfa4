using System.CommandLine;
using HyOps.Cli.Hosting;

namespace HyOps.Cli.Vault;

/// <summary><c>hyops vault</c>.</summary>
internal static class VaultVerbs
{
    internal static Command Create()
    {
        var arguments = new VaultArguments();
        return new Noun("vault", "Looks after the vault password: stores it, says whether it is ready, changes it.")
        {
            Options = { arguments.Script },
            Subcommands =
            {
                VaultBootstrapVerb.Create(arguments),
                VaultStatusVerb.Create(arguments),
                VaultStatusVerboseVerb.Create(arguments),
                VaultPasswordVerb.Create(arguments),
                VaultRekeyVerb.Create(arguments),
                VaultResetVerb.Create(arguments),
            },
            Examples =
            [
                new("hyops vault bootstrap", "stores the vault password in pass, once a workstation"),
                new("hyops vault password >/dev/null", "unlocks it in a fresh shell"),
                new("hyops vault status-verbose", "says whether it is ready, and what to do where it is not"),
            ],
        };
    }
}
