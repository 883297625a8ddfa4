using System.Text;
using System.Text.RegularExpressions;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Azure;

/// <summary>What is refused before anything is sent.</summary>
internal static partial class OpeningRules
{
    private const int LongestValue = 25 * 1024;

    public static void Check(AuthorityAccess access)
    {
        var settings = access.Settings;
        if (settings.VaultUri.Scheme != Uri.UriSchemeHttps)
        {
            throw new AuthorityException($"{settings.Location}: {settings.VaultUri} is not an https address", "write secrets.authority.vault_uri as https://<vault>.vault.azure.net/");
        }

        // Contracts says so first; whoever builds settings by other means meets it here.
        if (settings.DisableChallengeResourceVerification && access.Tier is not Tier.Local)
        {
            throw new AuthorityException(
                $"{settings.Location}: disable_challenge_resource_verification is for environments of tier local alone, and this one is {access.Tier.ToString().ToLowerInvariant()}",
                "remove it: without the check, a server that names another resource in its challenge would be given a token for it");
        }
    }

    public static void CheckName(AuthoritySettings settings, string name)
    {
        if (!IsName(name))
        {
            throw new AuthorityException(
                $"'{name}' is no name of a secret in Azure Key Vault {settings.VaultUri}", $"names are letters, digits and dashes, 127 at most: correct it in {settings.MapFile}");
        }
    }

    public static void CheckValue(AuthoritySettings settings, string name, SecretValue value)
    {
        CheckName(settings, name);
        if (Encoding.UTF8.GetByteCount(value.Reveal()) > LongestValue)
        {
            throw new AuthorityException(
                $"the value for {name} is too long for Azure Key Vault {settings.VaultUri}", "a value may have 25 KB: keep large files elsewhere, and a key for them in the vault");
        }
    }

    public static bool IsName(string name) => Name().IsMatch(name);

    [GeneratedRegex(@"\A[0-9a-zA-Z-]{1,127}\z")]
    private static partial Regex Name();
}
