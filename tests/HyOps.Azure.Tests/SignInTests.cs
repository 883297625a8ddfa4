using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Azure.Tests;

public sealed class SignInTests
{
    private static readonly SecretName CertificateKey = SecretName.Parse("AZURE_CLIENT_CERTIFICATE");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_client_secret_is_told_without_it()
    {
        await using var vault = await Vault.StartAsync();

        var failure = await FailsAsync(vault, vault.Access(clientSecret: "not the secret of it"));

        Assert.Contains("the client secret is wrong (AADSTS7000215)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("hyops secrets set --env <env> AZURE_CLIENT_SECRET=<value>", failure.NextStep, StringComparison.Ordinal);
        Assert.DoesNotContain("not the secret of it", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_client_secret_is_told()
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Directory.ClientSecretExpires = DateTimeOffset.UtcNow.AddDays(-1);

        var failure = await FailsAsync(vault, vault.Access());

        Assert.Contains("the client secret has expired (AADSTS7000222)", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"az ad app credential reset --id {vault.Server.Options.ClientId} --append", failure.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_application_is_told()
    {
        await using var vault = await Vault.StartAsync();

        var failure = await FailsAsync(vault, vault.Access(settings => settings with { Login = (ClientSecretLogin)settings.Login with { ClientId = "11111111-0000-4000-8000-000000000000" } }));

        Assert.Contains("there is no application 11111111-0000-4000-8000-000000000000", failure.Message, StringComparison.Ordinal);
        Assert.Contains("inventories/local-akv/environment.yml(9,5)", failure.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_of_another_tenant_is_told()
    {
        await using var vault = await Vault.StartAsync();

        var failure = await FailsAsync(vault, vault.Access(settings => settings with { Login = (ClientSecretLogin)settings.Login with { TenantId = "22222222-0000-4000-8000-000000000000" } }));

        Assert.Contains("the vault is of another tenant than 22222222-0000-4000-8000-000000000000", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_host_that_is_not_there_is_told()
    {
        await using var vault = await Vault.StartAsync();

        var failure = await FailsAsync(vault, vault.Access(settings => settings with { Login = (ClientSecretLogin)settings.Login with { AuthorityHost = new Uri("https://login.invalid/") } }));

        Assert.Contains("the sign-in host https://login.invalid/ cannot be reached: the name login.invalid is not known (DNS)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_client_secret_is_told_on_opening()
    {
        await using var vault = await Vault.StartAsync();

        var failure = Assert.Throws<AuthorityException>(() => vault.Open(clientSecret: ""));

        Assert.Contains("needs AZURE_CLIENT_SECRET, which the bundle lacks", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_signs_in()
    {
        await using var vault = await Vault.StartAsync();
        var (certificate, pem) = NewCertificate();
        vault.Server.Directory.Certificates.Add(certificate);

        await ReadsAsync(vault, WithCertificate(vault, pem));
    }

    [Fact]
    public async Task An_unregistered_certificate_is_told()
    {
        await using var vault = await Vault.StartAsync();

        var failure = await FailsAsync(vault, WithCertificate(vault, NewCertificate().Pem));

        Assert.Contains("the certificate is not registered with the application (AADSTS700027)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificates_signature_out_of_time_is_a_matter_of_clocks()
    {
        await using var vault = await Vault.StartAsync();
        var (certificate, pem) = NewCertificate();
        vault.Server.Directory.Certificates.Add(certificate);
        vault.Server.Faults.ClockAhead = TimeSpan.FromHours(-2);

        var failure = await FailsAsync(vault, WithCertificate(vault, pem));

        Assert.Contains("AADSTS700024", failure.Message, StringComparison.Ordinal);
        Assert.Contains("this machine's clock is 120 min ahead of the vault's", failure.Message, StringComparison.Ordinal);
        Assert.Contains("timedatectl", failure.NextStep, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no PEM at all")]
    [InlineData("-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n")]
    public async Task What_is_no_certificate_is_told_without_it(string text)
    {
        await using var vault = await Vault.StartAsync();

        var failure = Assert.Throws<AuthorityException>(() => new AzureKeyVaultProvider().Open(WithCertificate(vault, text)));

        Assert.Contains("AZURE_CLIENT_CERTIFICATE does not hold a certificate with its private key", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(text, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workloads_token_signs_in()
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Directory.FederatedTokens.Add("a token of the cluster");
        var file = vault.Folder.Write("token", "a token of the cluster");

        await ReadsAsync(vault, AsWorkload(vault, file));
        await ReadsAsync(vault, AsWorkload(vault, null, new Dictionary<string, string?> { ["AZURE_FEDERATED_TOKEN_FILE"] = file }));
    }

    [Fact]
    public async Task A_workloads_token_that_is_not_trusted_is_told()
    {
        await using var vault = await Vault.StartAsync();

        var failure = await FailsAsync(vault, AsWorkload(vault, vault.Folder.Write("token", "of somebody else")));

        Assert.Contains("does not trust this token's issuer", failure.Message, StringComparison.Ordinal);
        Assert.Contains("az ad app federated-credential list", failure.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workloads_token_file_that_is_missing_is_told_on_opening()
    {
        await using var vault = await Vault.StartAsync();

        var unnamed = Assert.Throws<AuthorityException>(() => new AzureKeyVaultProvider().Open(AsWorkload(vault, null)));
        var missing = Assert.Throws<AuthorityException>(() => new AzureKeyVaultProvider().Open(AsWorkload(vault, "nowhere/token")));

        Assert.Contains("neither auth.token_file nor AZURE_FEDERATED_TOKEN_FILE names one", unnamed.Message, StringComparison.Ordinal);
        Assert.Contains($"{vault.Folder.At("nowhere", "token")} is not there", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_of_another_kind_of_authority_is_refused()
    {
        await using var vault = await Vault.StartAsync();

        var failure = Assert.Throws<AuthorityException>(() => vault.Open(settings => settings with { Login = new VaultTokenLogin(Vault.ClientSecretKey) }));

        Assert.Contains("auth.method token is not one of Azure", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<AuthorityException> FailsAsync(Vault vault, AuthorityAccess access)
    {
        var references = vault.Fill(5);
        await using var authority = new AzureKeyVaultProvider().Open(access);

        var failure = await Assert.ThrowsAsync<AuthorityException>(() => authority.ReadAsync(references, Token));

        Assert.Empty(vault.Server.Requests.ForSecrets);
        return failure;
    }

    private static async Task ReadsAsync(Vault vault, AuthorityAccess access)
    {
        var references = vault.Fill(5);
        await using var authority = new AzureKeyVaultProvider().Open(access);
        Assert.Equal(5, (await authority.ReadAsync(references, Token)).Found.Length);
    }

    private static AuthorityAccess WithCertificate(Vault vault, string pem) => vault.Access(settings => settings with
    {
        Login = new ClientCertificateLogin(vault.Server.Options.TenantId, vault.Server.Options.ClientId, CertificateKey) { AuthorityHost = vault.Server.Address, DisableInstanceDiscovery = true },
    }) with { Credentials = SecretBundle.From([KeyValuePair.Create(CertificateKey, SecretValue.From(pem))]) };

    private static AuthorityAccess AsWorkload(Vault vault, string? file, IReadOnlyDictionary<string, string?>? variables = null) => vault.Access(
        settings => settings with
        {
            Login = new WorkloadIdentityLogin(vault.Server.Options.TenantId, vault.Server.Options.ClientId, file) { AuthorityHost = vault.Server.Address, DisableInstanceDiscovery = true },
        },
        variables: variables);

    private static (X509Certificate2 Certificate, string Pem) NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=hyops runner", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
        return (certificate, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }
}
