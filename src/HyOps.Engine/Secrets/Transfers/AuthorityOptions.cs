namespace HyOps.Engine.Secrets.Transfers;

/// <summary>What an operator says of the authority on the command line. What is left out is as environment.yml says.</summary>
public sealed record AuthorityOptions
{
    /// <summary>The verb, for messages: <c>akv-sync</c>.</summary>
    public required string Verb { get; init; }

    /// <summary>The kind that the verb is for; null takes the environment's.</summary>
    public string? Kind { get; init; }

    /// <summary><c>--vault-name</c>: an Azure Key Vault in the public cloud, <c>https://NAME.vault.azure.net/</c>.</summary>
    public string? VaultName { get; init; }

    /// <summary><c>--vault-uri</c>: the authority's address.</summary>
    public string? VaultAddress { get; init; }

    /// <summary><c>--auth</c>: how to sign in where environment.yml has no authority: <c>azure-cli</c> or <c>managed-identity</c>.</summary>
    public string? Login { get; init; }

    /// <summary><c>--scope</c>: the scope of the map.</summary>
    public string? Scope { get; init; }

    /// <summary><c>--map-file</c>: another secret map; relative to the working directory.</summary>
    public string? MapFile { get; init; }
}
