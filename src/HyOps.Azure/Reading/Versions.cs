using Azure.Security.KeyVault.Secrets;
using HyOps.Core.Authorities;

namespace HyOps.Azure.Reading;

/// <summary>The SDK's properties of a version, in our words.</summary>
internal static class Versions
{
    public static SecretVersion Of(SecretProperties properties) => new(properties.Name, properties.Version)
    {
        Enabled = properties.Enabled ?? true,
        CreatedOn = properties.CreatedOn,
        UpdatedOn = properties.UpdatedOn,
        ExpiresOn = properties.ExpiresOn,
    };
}
