using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Engine.Secrets.Transfers;

namespace HyOps.Cli.Secrets;

/// <summary>What the verbs take that speak to an authority.</summary>
/// <param name="verb">The verb.</param>
/// <param name="kind">The kind of authority that it is for; null for every kind.</param>
internal sealed class AuthorityArguments(string verb, string? kind)
{
    internal Option<string?> VaultName { get; } = new("--vault-name") { HelpName = "NAME", Description = "The Azure Key Vault https://NAME.vault.azure.net/. Where environment.yml describes an authority, it must be that one." };

    internal Option<string?> VaultUri { get; } = new("--vault-uri") { HelpName = "URI", Description = "The authority's https address. Where environment.yml describes one, it must be that one." };

    internal Option<string?> Login { get; } = new("--auth") { HelpName = "METHOD", Description = "How to sign in where environment.yml describes no authority: azure-cli or managed-identity." };

    internal Option<string?> Scope { get; } = new("--scope") { HelpName = "SCOPE", Description = "The rows of the secret map to take; all takes every row. Default: what environment.yml says, else all." };

    internal Option<string?> MapFile { get; } = new("--map-file") { HelpName = "FILE", Description = "The secret map, with rows scope,ENV_KEY,SECRET_NAME. Default: what environment.yml says, else secrets/akv-map.csv of the project." };

    /// <summary>All of them; without those for Azure alone where the verb is for another kind.</summary>
    internal IReadOnlyList<Option> All => kind == Core.Environments.AuthoritySettings.HashiCorpVault ? [VaultUri, Scope, MapFile] : [VaultName, VaultUri, Login, Scope, MapFile];

    internal AuthorityOptions Read(Invocation invocation)
    {
        var options = new AuthorityOptions
        {
            Verb = verb,
            Kind = kind,
            VaultName = invocation.Get(VaultName),
            VaultAddress = invocation.Get(VaultUri),
            Login = invocation.Get(Login),
            Scope = invocation.Get(Scope),
            MapFile = invocation.Path(MapFile),
        };
        return options is { VaultName: not null, VaultAddress: not null } ? throw CommandLineException.Contradiction("--vault-name", "--vault-uri", "name the vault in one way")
            : options.Login is null or "azure-cli" or "managed-identity" ? options
            : throw CommandLineException.BadValue("--auth", "azure-cli or managed-identity");
    }
}
