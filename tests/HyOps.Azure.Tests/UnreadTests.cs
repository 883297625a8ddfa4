using HyOps.Core.Authorities;
using HyOps.Testing;
using HyOps.Testing.KeyVault;

namespace HyOps.Azure.Tests;

/// <summary>What one secret lacks, with its fix; the others are read all the same.</summary>
public sealed class UnreadTests
{
    private const string Value = "a value that no message may hold";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once_with_its_fix()
    {
        await using var vault = await Vault.StartAsync();
        var references = Broken(vault.Server);
        await using var authority = vault.Open();

        var reading = await authority.ReadAsync([.. references, new("fine")], Token);

        Assert.Equal(["fine"], reading.Found.Select(found => found.Reference.Name));
        Assert.Equal(references, reading.Unread.Select(unread => unread.Reference));
        var told = string.Concat(reading.Unread.Select(unread => $"{unread.Reference} {unread.Message}\n  {unread.Reason}\n  {unread.Fix}\n"));
        Assert.DoesNotContain(Value, told, StringComparison.Ordinal);
        Golden.Matches("unread.golden", told);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Secrets_out_of_their_time_are_refused_whether_or_not_the_service_does(bool enforced)
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Faults.DatesAreEnforced = enforced;
        vault.Server.Secrets.Set("past", Value, made => made with { Expires = DateTimeOffset.UtcNow.AddMinutes(-1) });
        vault.Server.Secrets.Set("future", Value, made => made with { NotBefore = DateTimeOffset.UtcNow.AddHours(1) });
        vault.Server.Secrets.Set("present", Value, made => made with { NotBefore = DateTimeOffset.UtcNow.AddHours(-1), Expires = DateTimeOffset.UtcNow.AddHours(1) });
        await using var authority = vault.Open();

        var reading = await authority.ReadAsync([new("past"), new("future"), new("present")], Token);

        Assert.Equal([UnreadReason.Expired, UnreadReason.NotYetValid], reading.Unread.Select(unread => unread.Reason));
        Assert.Equal("present", Assert.Single(reading.Found).Reference.Name);
    }

    [Fact]
    public async Task The_vaults_clock_decides_what_has_expired()
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Faults.ClockAhead = TimeSpan.FromMinutes(30);
        vault.Server.Secrets.Set("db-password", Value, made => made with { Expires = DateTimeOffset.UtcNow.AddMinutes(10) });
        await using var authority = vault.Open();

        var reading = await authority.ReadAsync([new("db-password")], Token);

        Assert.Equal(UnreadReason.Expired, Assert.Single(reading.Unread).Reason);
    }

    [Fact]
    public async Task What_could_not_be_read_is_asked_for_again()
    {
        await using var vault = await Vault.StartAsync();
        await using var authority = vault.Open();
        Assert.Single((await authority.ReadAsync([new("db-password")], Token)).Unread);

        vault.Server.Secrets.Set("db-password", Value);

        Assert.Single((await authority.ReadAsync([new("db-password")], Token)).Found);
    }

    [Fact]
    public async Task A_short_outage_passes()
    {
        await using var vault = await Vault.StartAsync(options => options with { Clock = new FastClock(50) });
        var references = vault.Fill(5);
        vault.Server.Faults.Outages = 3;
        await using var authority = vault.Open();

        var reading = await authority.ReadAsync(references, Token);

        Assert.Equal(5, reading.Found.Length);
    }

    [Fact]
    public async Task Endless_throttling_ends_in_words()
    {
        await using var vault = await Vault.StartAsync(options => options with { Clock = new FastClock(500) });
        var references = vault.Fill(2);
        vault.Server.Faults.Throttling = Throttling.Share(1);
        await using var authority = vault.Open();

        var failure = await Assert.ThrowsAsync<AuthorityException>(() => authority.ReadAsync(references, Token));

        Assert.Matches("the vault gets too many requests \\(429\\) \\(asked 11 times since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC\\)$", failure.Message);
        Assert.Equal(11, vault.Server.Requests.ForSecrets.Count);
    }

    [Fact]
    public async Task A_retry_after_beyond_our_patience_is_not_waited_for()
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Secrets.Set("db-password", Value);
        vault.Server.Faults.Throttling = Throttling.Share(1);
        vault.Server.Faults.RetryAfter = TimeSpan.FromMinutes(10);
        await using var authority = vault.Open();

        var failure = await Assert.ThrowsAsync<AuthorityException>(() => authority.ReadAsync([new("db-password")], Token));

        Assert.Contains("(429) (asked once, at ", failure.Message, StringComparison.Ordinal);
        Assert.Single(vault.Server.Requests.ForSecrets);
    }

    private static SecretReference[] Broken(KeyVaultServer server)
    {
        server.Secrets.Set("fine", Value);
        server.Secrets.Set("versioned", Value);
        server.Secrets.Set("disabled", Value, made => made with { Enabled = false });
        server.Secrets.Set("expired", Value, made => made with { Expires = new DateTimeOffset(2025, 12, 31, 23, 59, 59, TimeSpan.Zero) });
        server.Secrets.Set("not-yet", Value, made => made with { NotBefore = new DateTimeOffset(2199, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        server.Secrets.Set("deleted", Value);
        server.Secrets.Delete("deleted");
        server.Faults.Refusals["no-role"] = Refusal.Rbac;
        server.Faults.Refusals["no-policy"] = Refusal.AccessPolicy;
        return
        [
            new("missing"), new("versioned", "00000000000000000000000000000000"), new("disabled"), new("expired"), new("not-yet"), new("deleted"), new("no-role"), new("no-policy"),
            new("not/a name"),
        ];
    }
}
