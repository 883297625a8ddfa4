using HyOps.Core;

namespace HyOps.Engine.Secrets.Transfers;

/// <summary>An authority or a map that cannot be told. Nothing was sent to anybody.</summary>
public sealed class AuthorityChoiceException : HyOpsException
{
    private AuthorityChoiceException(string message, string nextStep)
        : base(Core.ExitCode.OperatorError, message, nextStep)
    {
    }

    internal static AuthorityChoiceException Contradiction(string option, Uri said, string location, Uri configured) => new(
        $"{option} means {said}, but {location} says {configured}: an environment has one authority",
        $"leave {option} out; or, where the authority has really moved, change vault_uri there");

    internal static AuthorityChoiceException OtherLogin(string location) => new(
        $"--auth is for environments that describe no authority, and {location} does", "leave --auth out; or change secrets.authority.auth there");

    internal static AuthorityChoiceException OtherKind(string verb, string environment, string kind) => new(
        $"'{verb}' does not fit: the authority of {environment} is of kind {kind}",
        kind == Core.Environments.AuthoritySettings.HashiCorpVault ? $"hyops secrets vault-sync --env {environment}" : $"hyops secrets akv-sync --env {environment}");

    internal static AuthorityChoiceException None(string environment, string verb, string kind, string? place) => new(
        $"{environment} has no authority{(place is null ? ": no project with its environment.yml was found" : $": {place} has no secrets.authority")}",
        kind == Core.Environments.AuthoritySettings.HashiCorpVault
            ? "describe it in environment.yml: secrets: { authority: { kind: hashicorp-vault, vault_uri: …, map: …, auth: { method: … } } }"
            : $"describe it in environment.yml: secrets: {{ authority: {{ kind: azure-key-vault, vault_uri: …, map: …, auth: {{ method: … }} }} }}; or name it here: hyops secrets {verb} --env {environment} --vault-name NAME --auth azure-cli --map-file FILE");

    internal static AuthorityChoiceException NoLogin(string environment, string? place) => new(
        $"{environment} does not say how to sign in ({(place is null ? "no environment.yml was found" : $"{place} has no secrets.authority")}), and it is never guessed",
        "add --auth azure-cli (whoever 'az login' signed in) or --auth managed-identity; other methods are described in environment.yml, secrets.authority.auth");

    internal static AuthorityChoiceException NoMap(string environment, string? usual) => new(
        $"{environment} does not say which secrets its keys mean: {(usual is null ? "there is no secret map" : $"there is no {usual}")}",
        "add --map-file FILE, with lines scope,ENV_KEY,SECRET_NAME");

    internal static AuthorityChoiceException BadVaultName() => new(
        "--vault-name is not the name of an Azure Key Vault", "give 3 to 24 letters, digits and dashes, beginning with a letter; a vault in another cloud takes --vault-uri");

    internal static AuthorityChoiceException BadVaultUri() => new(
        "--vault-uri is not an https address without user, path, query and fragment", "give the server's own address: https://NAME.vault.azure.net/");
}
