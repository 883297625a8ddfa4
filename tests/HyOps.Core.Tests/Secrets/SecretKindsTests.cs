using HyOps.Core.Secrets;

namespace HyOps.Core.Tests.Secrets;

public sealed class SecretKindsTests
{
    [Theory]
    [InlineData("NETBOX_API_TOKEN", SecretKind.Token, 40)]
    [InlineData("NETBOX_SECRET_KEY", SecretKind.Password, 64)]
    [InlineData("S3_SECRET_KEY_BACKUP", SecretKind.Password, 64)]
    [InlineData("APP_API_TOKEN", SecretKind.Token, 48)]
    [InlineData("TOKEN_OF_APP", SecretKind.Token, 48)]
    [InlineData("NETBOX_DB_PASSWORD", SecretKind.Password, 32)]
    [InlineData("netbox_db_password", SecretKind.Password, 32)]
    [InlineData("VPN_PSK", SecretKind.Password, 32)]
    [InlineData("OIDC_CLIENT_SECRET", SecretKind.Password, 32)]
    [InlineData("BACKUP_PASSPHRASE", SecretKind.Password, 32)]
    [InlineData("APP_ENCRYPTION_KEY", SecretKind.Password, 32)]
    [InlineData("COOKIE_SIGNING_KEY", SecretKind.Password, 32)]
    [InlineData("CONCERT_PASSWORD", SecretKind.Password, 32)]
    public void What_can_be_invented_is_with_its_length(string key, SecretKind kind, int length)
    {
        Assert.Equal(new SecretSpec(kind, length, Generate: true), SecretKinds.ByName(SecretName.Parse(key)));
    }

    [Theory]
    [InlineData("ARGOCD_REPO_SSH_PRIVATE_KEY", SecretKind.SshPrivateKey)]
    [InlineData("TLS_CERT_KEY", SecretKind.SshPrivateKey)]
    [InlineData("PG_BACKUP_GCS_SA_JSON", SecretKind.Json)]
    [InlineData("TLS_CERT", SecretKind.Certificate)]
    [InlineData("CA_CERTIFICATE", SecretKind.Certificate)]
    [InlineData("TLS_CERT_PASSWORD", SecretKind.Password)]
    [InlineData("EVE_NG_LICENSE", SecretKind.External)]
    [InlineData("DB_USER", SecretKind.External)]
    [InlineData("AWS_ACCESS_KEY_ID", SecretKind.External)]
    [InlineData("AWS_SECRET_ACCESS_KEY", SecretKind.External)]
    [InlineData("PROXMOX_TOKEN_ID", SecretKind.External)]
    [InlineData("DB_PORT", SecretKind.External)]
    [InlineData("DB_HOST", SecretKind.External)]
    [InlineData("TOKEN_URL", SecretKind.External)]
    [InlineData("WEATHER_API_KEY", SecretKind.External)]
    [InlineData("DEPLOY_SSH_KEY", SecretKind.External)]
    [InlineData("SOMETHING", SecretKind.External)]
    public void What_comes_from_outside_is_never_invented(string key, SecretKind kind)
    {
        var spec = SecretKinds.ByName(SecretName.Parse(key));

        Assert.Equal(kind, spec.Kind);
        Assert.False(spec.Generate);
    }
}
