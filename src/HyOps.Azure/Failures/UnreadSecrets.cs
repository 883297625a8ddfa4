using System.Globalization;
using Azure;
using Azure.Security.KeyVault.Secrets;
using HyOps.Azure.Requests;
using HyOps.Core.Authorities;

namespace HyOps.Azure.Failures;

/// <summary>Why one secret was not given, while others may be: the words and the fix.</summary>
internal sealed class UnreadSecrets(AuthorityAccess access, VaultContact contact)
{
    private readonly Permissions permissions = new(access);

    public UnreadSecret BadName(SecretReference reference) => new(
        reference, UnreadReason.NotFound, "is no name of a secret in Azure Key Vault", $"names are letters, digits and dashes, 127 at most: correct it in {access.Settings.MapFile}");

    public UnreadSecret NotFound(SecretReference reference) => reference.Version is { } version
        ? new UnreadSecret(reference, UnreadReason.NotFound, $"is not in the vault in version {version}", $"see which versions there are: az keyvault secret list-versions {Named(reference)}")
        : new UnreadSecret(
            reference, UnreadReason.NotFound, "is not in the vault",
            $"write it from the bundle with 'hyops secrets akv-push --env <env>', or correct its name in {access.Settings.MapFile}; if it was deleted: az keyvault secret recover {Named(reference)}");

    public UnreadSecret Deleted(SecretReference reference) => new(
        reference, UnreadReason.Deleted, "is deleted, and can be recovered", $"recover it: az keyvault secret recover {Named(reference)}; it takes up to a minute");

    /// <summary>Whether its time is over or has not come, by the vault's clock.</summary>
    public UnreadSecret? ByDate(SecretReference reference, SecretProperties properties) =>
        properties.ExpiresOn <= contact.Now ? Expired(reference, properties.ExpiresOn)
        : properties.NotBefore > contact.Now ? NotYetValid(reference, properties.NotBefore)
        : null;

    /// <summary>Null where the failure is not of this secret alone.</summary>
    public UnreadSecret? Of(SecretReference reference, RequestFailedException failure) => failure.Status switch
    {
        400 when reference.Version is not null => NotFound(reference),
        403 => Forbidden(reference, VaultError.Of(failure)),

        // 401, and what is said of the vault and not of a secret: asking it for the others would only make it worse.
        401 or 429 or 502 or 503 or 504 => null,
        >= 400 => new UnreadSecret(
            reference, UnreadReason.Failed, $"was not given: the vault answered {Answer(failure)}", "run it again; if it stays so, see https://status.azure.com and the vault's 'Resource health'"),
        _ => null,
    };

    private UnreadSecret? Forbidden(SecretReference reference, VaultError error) => error.Inner switch
    {
        "SecretDisabled" => new UnreadSecret(reference, UnreadReason.Disabled, "is disabled", $"enable it: az keyvault secret set-attributes {Exactly(reference)} --enabled true"),
        "SecretExpired" => Expired(reference, null),
        "SecretNotYetValid" => NotYetValid(reference, null),
        "ForbiddenByFirewall" or "ForbiddenByConnection" => null,
        "ForbiddenByRbac" => new UnreadSecret(
            reference, UnreadReason.Forbidden, $"may not be read: no role assignment allows it (role \"{Permissions.Role(VaultAction.Get)}\")", permissions.RoleFix(VaultAction.Get)),
        "AccessDenied" or "ForbiddenByPolicy" => new UnreadSecret(
            reference, UnreadReason.Forbidden, "may not be read: no access policy allows it (secret permission get)", permissions.PolicyFix(VaultAction.Get)),
        _ => new UnreadSecret(
            reference, UnreadReason.Forbidden, $"may not be read (403 {error.Code})", $"{permissions.RoleFix(VaultAction.Get)}; or, where the vault uses access policies, {permissions.PolicyFix(VaultAction.Get)}"),
    };

    private UnreadSecret Expired(SecretReference reference, DateTimeOffset? on) => new(
        reference, UnreadReason.Expired, $"has expired{On(on)}",
        $"make a new version with 'hyops secrets rotate <KEY> --env <env>', or extend it: az keyvault secret set-attributes {Exactly(reference)} --expires <yyyy-mm-ddThh:mm:ssZ>");

    private UnreadSecret NotYetValid(SecretReference reference, DateTimeOffset? on) => new(
        reference, UnreadReason.NotYetValid, $"is not valid yet{(on is null ? "" : $": from {Time(on.Value)} on")}",
        $"wait until then, or change it: az keyvault secret set-attributes {Exactly(reference)} --not-before <yyyy-mm-ddThh:mm:ssZ>");

    private string Named(SecretReference reference) => $"--vault-name {permissions.Vault} --name {reference.Name}";

    private string Exactly(SecretReference reference) => Named(reference) + (reference.Version is { } version ? $" --version {version}" : "");

    private static string Answer(RequestFailedException failure) => string.Create(CultureInfo.InvariantCulture, $"{failure.Status} {VaultError.Of(failure).Code}").TrimEnd();

    private static string On(DateTimeOffset? time) => time is null ? "" : $" on {Time(time.Value)}";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
