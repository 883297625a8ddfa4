using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;

namespace HyOps.Contracts.SecretMaps;

/// <summary>What names secrets may have in an authority, as a secret map writes them.</summary>
internal sealed partial class AuthorityNames
{
    private readonly Regex form;

    private AuthorityNames(string kind, Regex form, string advice) => (Kind, this.form, Form) = (kind, form, advice);

    public string Kind { get; }

    /// <summary>The advice of a message.</summary>
    public string Form { get; }

    public static AuthorityNames Of(string kind) => kind == AuthoritySettings.HashiCorpVault
        ? new(kind, HashiCorpVaultName(), "Write the path below the mount, with #field where it is not 'value', and @version to pin one: team/netbox#password@3.")
        : new(kind, AzureKeyVaultName(), "Use 1 to 127 letters, digits and dashes, and @version (32 hexadecimal digits) to pin one.");

    public bool TryParse(string text, [NotNullWhen(true)] out SecretReference? reference)
    {
        var match = form.Match(text);
        reference = match.Success ? new SecretReference(match.Groups["name"].Value, match.Groups["version"] is { Success: true, Value: var version } ? version : null) : null;
        return reference is not null;
    }

    // https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#objects-identifiers-and-versioning
    [GeneratedRegex(@"^(?<name>[0-9a-zA-Z-]{1,127})(@(?<version>[0-9a-f]{32}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex AzureKeyVaultName();

    [GeneratedRegex(@"^(?<name>[0-9a-zA-Z_.-]+(/[0-9a-zA-Z_.-]+)*(#[0-9a-zA-Z_.-]+)?)(@(?<version>[1-9][0-9]{0,8}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex HashiCorpVaultName();
}
