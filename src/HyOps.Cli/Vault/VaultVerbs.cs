using System.CommandLine;
using HyOps.Cli.Hosting;

namespace HyOps.Cli.Vault;

/// <summary><c>hyops vault</c>.</summary>
internal static class VaultVerbs
{
    internal static Command Create() => new Noun("vault", "Looks after the encrypted bundle and where its password comes from.")
    {
        Subcommands = { VaultStatusVerb.Create() },
        Examples = [new("hyops vault status --env drill", "says whether the bundle opens, and with which password source")],
    };
}
