using HyOps.Core.Authorities;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Tests.HashiCorpVault;

public sealed class HashiCorpVaultWritingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_version_keeps_the_other_fields_and_is_what_is_read_next()
    {
        await using var bench = await VaultBench.StartAsync();
        bench.Kv.Put("netbox", ("value", "old-of-the-test"), ("user", "admin"));
        await using var vault = bench.Open();
        await vault.ReadAsync([new("netbox")], Cancel);

        var version = await vault.WriteAsync("netbox", SecretValue.From("new-of-the-test"), Cancel);

        Assert.Equal("2", version.Version);
        Assert.Equal(("new-of-the-test", "admin"), (bench.Kv.Value("netbox", "value"), bench.Kv.Value("netbox", "user")));
        Assert.Equal("new-of-the-test", (await vault.ReadAsync([new("netbox")], Cancel)).Found.Single().Value.Reveal());
    }

    [Fact]
    public async Task Writers_of_different_fields_at_once_lose_nothing()
    {
        await using var bench = await VaultBench.StartAsync();
        await using var one = bench.Open();
        await using var other = bench.Open();

        await Task.WhenAll(one.WriteAsync("new/path#a", SecretValue.From("a-of-the-test"), Cancel), other.WriteAsync("new/path#b", SecretValue.From("b-of-the-test"), Cancel));

        Assert.Equal(("a-of-the-test", "b-of-the-test"), (bench.Kv.Value("new/path", "a"), bench.Kv.Value("new/path", "b")));
    }

    [Fact]
    public async Task Versions_are_listed_newest_first_and_one_is_taken_out_of_use()
    {
        await using var bench = await VaultBench.StartAsync();
        bench.Kv.Put("netbox", ("value", "old-of-the-test"));
        bench.Kv.Put("netbox", ("value", "new-of-the-test"));
        await using var vault = bench.Open();

        await vault.DisableAsync("netbox", "1", Cancel);
        await vault.DisableAsync("netbox", "1", Cancel);
        var versions = await vault.ListVersionsAsync("netbox", Cancel);

        Assert.Equal([("2", true), ("1", false)], versions.Select(version => (version.Version, version.Enabled)));
        Assert.True(bench.Kv.IsDeleted("netbox", 1));
        Assert.Empty(await vault.ListVersionsAsync("none", Cancel));
        var unknown = await Assert.ThrowsAsync<AuthorityException>(() => vault.DisableAsync("netbox", "7", Cancel));
        Assert.Contains("has no version 7", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_secret_is_written_anew_with_the_next_number()
    {
        await using var bench = await VaultBench.StartAsync();
        bench.Kv.Put("netbox", ("value", "old-of-the-test"));
        bench.Kv.Delete("netbox", 1);
        await using var vault = bench.Open();

        Assert.Equal("2", (await vault.WriteAsync("netbox", SecretValue.From("new-of-the-test"), Cancel)).Version);
    }

    [Fact]
    public async Task An_engine_of_version_1_is_written_and_takes_no_version_out_of_use()
    {
        await using var bench = await VaultBench.StartAsync(kvVersion: 1);
        bench.Kv.Put("netbox", ("user", "admin"));
        await using var vault = bench.Open(kvVersion: 1);

        await vault.WriteAsync("netbox", SecretValue.From("new-of-the-test"), Cancel);

        Assert.Equal(("new-of-the-test", "admin"), (bench.Kv.Value("netbox", "value"), bench.Kv.Value("netbox", "user")));
        await Assert.ThrowsAsync<AuthorityException>(() => vault.DisableAsync("netbox", "1", Cancel));
    }

    [Fact]
    public async Task What_may_not_be_written_says_what_the_policy_lacks()
    {
        await using var bench = await VaultBench.StartAsync();
        bench.Kv.Forbidden.Add("netbox");
        await using var vault = bench.Open();

        var refusal = await Assert.ThrowsAsync<AuthorityException>(() => vault.WriteAsync("netbox", SecretValue.From("new-of-the-test"), Cancel));

        Assert.Contains("does not permit", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("new-of-the-test", refusal.Message, StringComparison.Ordinal);
    }
}
