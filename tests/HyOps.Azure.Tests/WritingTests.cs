using HyOps.Core.Authorities;
using HyOps.Core.Secrets;
using HyOps.Testing.KeyVault;

namespace HyOps.Azure.Tests;

public sealed class WritingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_are_made_listed_disabled_and_read()
    {
        await using var vault = await Vault.StartAsync(options => options with { PageSize = 2 });
        await using var authority = vault.Open();
        var made = new List<SecretVersion>();
        for (var number = 1; number <= 5; number++)
        {
            made.Add(await authority.WriteAsync("db-password", SecretValue.From($"value {number}"), Token));
        }

        await authority.DisableAsync("db-password", made[0].Version, Token);
        await authority.DisableAsync("db-password", made[0].Version, Token);

        var versions = await authority.ListVersionsAsync("db-password", Token);
        Assert.Equal(made.Select(version => version.Version).Reverse(), versions.Select(version => version.Version));
        Assert.Equal([true, true, true, true, false], versions.Select(version => version.Enabled));
        var reading = await authority.ReadAsync([new("db-password"), new("db-password", made[0].Version)], Token);
        Assert.Equal("value 5", Assert.Single(reading.Found).Value.Reveal());
        Assert.Equal(UnreadReason.Disabled, Assert.Single(reading.Unread).Reason);
    }

    [Fact]
    public async Task What_was_read_before_a_write_is_read_anew()
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Secrets.Set("db-password", "before");
        await using var authority = vault.Open();
        await authority.ReadAsync([new("db-password")], Token);

        await authority.WriteAsync("db-password", SecretValue.From("after"), Token);

        Assert.Equal("after", Assert.Single((await authority.ReadAsync([new("db-password")], Token)).Found).Value.Reveal());
    }

    [Fact]
    public async Task A_secret_that_is_not_there_has_no_versions()
    {
        await using var vault = await Vault.StartAsync();
        await using var authority = vault.Open();

        Assert.Empty(await authority.ListVersionsAsync("nothing", Token));
    }

    [Fact]
    public async Task A_deleted_secret_keeps_its_name()
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Secrets.Set("db-password", "before");
        vault.Server.Secrets.Delete("db-password");

        await RefusedAsync(vault, authority => authority.WriteAsync("db-password", SecretValue.From("after"), Token), "a deleted secret still holds that name", "az keyvault secret recover --vault-name localhost --name db-password");
    }

    [Theory]
    [InlineData(Refusal.Rbac, "no role assignment allows it (role \"Key Vault Secrets Officer\")", "az role assignment create --role \"Key Vault Secrets Officer\"")]
    [InlineData(Refusal.AccessPolicy, "no access policy allows it (secret permission set)", "--secret-permissions get list set")]
    public async Task Who_may_not_write_is_told_what_is_needed(Refusal refusal, string message, string fix)
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Faults.Refusals["PUT"] = refusal;

        await RefusedAsync(vault, authority => authority.WriteAsync("db-password", SecretValue.From("a value"), Token), message, fix);
    }

    [Fact]
    public async Task Who_may_not_list_is_told_what_is_needed()
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Faults.Refusals["*"] = Refusal.Rbac;

        await RefusedAsync(vault, authority => authority.ListVersionsAsync("db-password", Token), "the versions of db-password cannot be listed", "\"Key Vault Secrets User\"");
    }

    [Fact]
    public async Task A_version_that_is_not_there_cannot_be_disabled()
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Secrets.Set("db-password", "a value");

        await RefusedAsync(vault, authority => authority.DisableAsync("db-password", new string('0', 32), Token), "cannot be changed", "list-versions");
    }

    [Fact]
    public async Task What_is_too_long_or_has_no_fit_name_is_not_sent()
    {
        await using var vault = await Vault.StartAsync();

        await RefusedAsync(vault, authority => authority.WriteAsync("db-password", SecretValue.From(new string('ü', 13_000)), Token), "is too long", "25 KB");
        await RefusedAsync(vault, authority => authority.WriteAsync("db_password", SecretValue.From("x"), Token), "'db_password' is no name", "akv-map.csv");

        Assert.Empty(vault.Server.Requests.All);
    }

    [Fact]
    public async Task A_write_that_failed_on_the_way_is_not_repeated()
    {
        await using var vault = await Vault.StartAsync();
        vault.Server.Faults.Refusals["PUT"] = Refusal.ServerError;

        await RefusedAsync(vault, authority => authority.WriteAsync("db-password", SecretValue.From("a value"), Token), "the vault answered 500", "Resource health");

        Assert.Single(vault.Server.Requests.ForSecrets, request => request.Method == "PUT");
    }

    private static async Task RefusedAsync(Vault vault, Func<ISecretAuthority, Task> action, string message, string fix)
    {
        await using var authority = vault.Open();

        var failure = await Assert.ThrowsAsync<AuthorityException>(() => action(authority));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains(fix, failure.NextStep, StringComparison.Ordinal);
    }
}
