using System.Net;
using System.Net.Sockets;
using HyOps.Core;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Testing.KeyVault;
using HyOps.Testing.Tls;

namespace HyOps.Azure.Tests;

/// <summary>What stops all of it: each with its own words and its fix, asked for once.</summary>
public sealed class FailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Refusal.Firewall, "lets this machine's address not in (203.0.113.7)", "az keyvault network-rule add")]
    [InlineData(Refusal.PrivateLink, "is closed to the public network", "private endpoint")]
    public async Task A_closed_door_is_told_once(Refusal refusal, string message, string fix)
    {
        await using var vault = await Vault.StartAsync();
        var references = vault.Fill(20);
        vault.Server.Faults.Refusals["*"] = refusal;

        await FailsAsync(vault, references, message, fix);

        Assert.Single(vault.Server.Requests.ForSecrets);
    }

    [Fact]
    public async Task A_door_that_closes_half_way_stops_the_others()
    {
        await using var vault = await Vault.StartAsync();
        var references = vault.Fill(200);
        await using var authority = vault.Open(settings => settings with { Parallelism = 2 });
        vault.Server.Faults.Refusals["app-001"] = Refusal.Firewall;

        var failure = await Assert.ThrowsAsync<AuthorityException>(() => authority.ReadAsync(references, Token));

        Assert.Contains("address not in", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_is_a_matter_of_dns()
    {
        await using var vault = await Vault.StartAsync();

        await FailsAsync(vault, [new("x")], "https://kv-drill.invalid/ cannot be reached: the name kv-drill.invalid is not known (DNS)", "getent hosts kv-drill.invalid", settings => settings with { VaultUri = new Uri("https://kv-drill.invalid/") });
    }

    [Fact]
    public async Task A_refused_connection_is_told_at_once()
    {
        await using var vault = await Vault.StartAsync();
        var closed = new Uri($"https://localhost:{FreePort()}/");

        await FailsAsync(vault, [new("x")], $"refuses connections on port {closed.Port}", "firewall", settings => settings with { VaultUri = closed });
    }

    [Fact]
    public async Task A_server_of_another_authority_is_not_trusted()
    {
        using var stranger = new TestCertificateAuthority();
        await using var vault = await Vault.StartAsync(options => options with { Certificate = stranger.Issue() });

        await FailsAsync(vault, [new("x")], "comes from an authority that this machine does not trust", "SSL_CERT_FILE");

        Assert.Empty(vault.Server.Requests.All);
    }

    [Fact]
    public async Task An_expired_certificate_is_told_as_such()
    {
        await using var vault = await Vault.StartAsync(options => options with { Certificate = Trust.Authority.IssueExpired() });

        await FailsAsync(vault, [new("x")], "its TLS certificate has expired or is not valid yet", "date -u");
    }

    [Fact]
    public async Task A_certificate_of_another_name_is_told_as_such()
    {
        await using var vault = await Vault.StartAsync(options => options with { Certificate = Trust.Authority.IssueForAnother("another.example") });

        await FailsAsync(vault, [new("x")], "its TLS certificate is not for localhost", "do not go on");
    }

    [Fact]
    public async Task A_server_that_asks_for_a_token_of_another_domain_gets_none()
    {
        await using var vault = await Vault.StartAsync();

        await FailsAsync(vault, [new("x")], "asks for a token of another domain", "tier local", settings => settings with { DisableChallengeResourceVerification = false });

        Assert.Equal(0, vault.Server.Directory.TokensGiven);
    }

    [Theory]
    [InlineData(Tier.Nonprod)]
    [InlineData(Tier.Prod)]
    public async Task The_check_of_the_challenge_may_be_off_in_tier_local_alone(Tier tier)
    {
        await using var vault = await Vault.StartAsync();

        var failure = Assert.Throws<AuthorityException>(() => new AzureKeyVaultProvider().Open(vault.Access() with { Tier = tier }));

        Assert.Contains("disable_challenge_resource_verification is for environments of tier local alone", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_token_is_told_once()
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Faults.TokensAreRefused = true;

        await FailsAsync(vault, vault.Fill(20), "it is of another tenant than the vault", "az keyvault show --name localhost --query properties.tenantId");
    }

    [Fact]
    public async Task A_token_that_the_vaults_clock_refuses_is_a_matter_of_clocks()
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Faults.ClockAhead = TimeSpan.FromHours(2);

        await FailsAsync(vault, vault.Fill(3), "this machine's clock is 120 min behind the vault's", "timedatectl set-ntp true");
    }

    private static async Task FailsAsync(
        Vault vault, IReadOnlyCollection<SecretReference> references, string message, string fix, Func<AuthoritySettings, AuthoritySettings>? shape = null)
    {
        await using var authority = vault.Open(shape);

        var failure = await Assert.ThrowsAsync<AuthorityException>(() => authority.ReadAsync(references, Token));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains(fix, failure.NextStep, StringComparison.Ordinal);
        Assert.Equal(ExitCode.SecretsFailed, failure.ExitCode);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
