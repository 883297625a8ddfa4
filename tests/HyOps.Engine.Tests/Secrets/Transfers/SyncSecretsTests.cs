using HyOps.Core.Authorities;
using HyOps.Engine.Secrets;
using HyOps.Engine.Secrets.Transfers;
using HyOps.Vault;

namespace HyOps.Engine.Tests.Secrets.Transfers;

public sealed class SyncSecretsTests : IDisposable
{
    private readonly TransferWorld world = new();

    private string BundleFile => world.World.Chosen.Root.BundleFile;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Every_mapped_secret_is_in_the_bundle_afterwards_and_others_stay()
    {
        world.Authority.Put("db-password", "from the vault");
        world.Authority.Put("api-token", "same as before");
        await world.World.SetAsync("API_TOKEN=same as before", "OTHER=mine");

        var result = await world.SyncAsync();

        Assert.Equal([("API_TOKEN", SyncOutcome.Unchanged), ("DB_PASSWORD", SyncOutcome.Added)], result.Keys.Select(key => (key.Name.Value, key.Outcome)));
        Assert.True(result is { Written: true, IsComplete: true });
        Assert.Equal("from the vault", await world.World.ValueAsync("DB_PASSWORD"));
        Assert.Equal("mine", await world.World.ValueAsync("OTHER"));
        Assert.Equal(["read api-token db-password"], world.Authority.Calls);
    }

    [Fact]
    public async Task A_second_sync_changes_nothing_and_does_not_write()
    {
        world.Authority.Put("db-password", "from the vault");
        world.Authority.Put("api-token", "another one");
        await world.SyncAsync();
        var before = await File.ReadAllBytesAsync(BundleFile, SecretsWorld.Token);

        var result = await world.SyncAsync();

        Assert.False(result.Written);
        Assert.Equal(before, await File.ReadAllBytesAsync(BundleFile, SecretsWorld.Token));
    }

    [Fact]
    public async Task Where_one_cannot_be_read_all_problems_are_told_and_the_bundle_stays_as_it_is()
    {
        await world.World.SetAsync("DB_PASSWORD=before");
        var before = await File.ReadAllBytesAsync(BundleFile, SecretsWorld.Token);
        world.Map = TransferWorld.ReadMap("app,DB_PASSWORD,db-password\napp,API_TOKEN,api-token\napp,THIRD,third\n");
        world.Authority.Put("db-password", "after it all");
        world.Authority.Put("api-token", "not for you");
        world.Authority.Refusals["api-token"] = UnreadReason.Forbidden;

        var result = await world.SyncAsync();

        Assert.False(result.IsComplete);
        Assert.Equal(["API_TOKEN", "THIRD"], result.Keys.Where(key => key.Outcome is SyncOutcome.Unreadable).Select(key => key.Name.Value));
        Assert.All(result.Keys.Where(key => key.Problem is not null), key => Assert.NotNull(key.Fix));
        Assert.Equal(before, await File.ReadAllBytesAsync(BundleFile, SecretsWorld.Token));
        Assert.Empty(world.Seen.Read(world.Authority.Address));
    }

    [Fact]
    public async Task An_empty_value_counts_as_one_that_cannot_be_read()
    {
        world.Authority.Put("db-password", "");
        world.Authority.Put("api-token", "fine as it is");

        var result = await world.SyncAsync();

        Assert.Equal("is empty", result.Keys.Single(key => key.Outcome is SyncOutcome.Unreadable).Problem);
        Assert.False(File.Exists(BundleFile));
    }

    [Fact]
    public async Task A_dry_run_reads_and_writes_nothing()
    {
        world.Authority.Put("db-password", "from the vault");
        world.Authority.Put("api-token", "another one");

        var result = await world.SyncAsync(new SyncOptions { DryRun = true });

        Assert.All(result.Keys, key => Assert.Equal(SyncOutcome.Added, key.Outcome));
        Assert.False(File.Exists(BundleFile));
        Assert.False(File.Exists(world.Seen.FilePath));
    }

    [Fact]
    public async Task A_reserved_key_in_the_map_is_refused_and_nothing_is_written()
    {
        world.Map = TransferWorld.ReadMap("app,LD_PRELOAD,preload\n");
        world.Authority.Put("preload", "/tmp/evil.so");

        await Assert.ThrowsAsync<EnvFileException>(() => world.SyncAsync());

        Assert.False(File.Exists(BundleFile));
    }

    [Fact]
    public async Task A_key_that_is_not_mapped_is_refused_with_the_nearest_one()
    {
        var problem = await Assert.ThrowsAsync<BundleException>(() => world.SyncAsync(new SyncOptions { Keys = [SecretsWorld.Key("DB_PASWORD")] }));

        Assert.Contains("did you mean DB_PASSWORD?", problem.NextStep, StringComparison.Ordinal);
        Assert.Empty(world.Authority.Calls);
    }

    [Fact]
    public async Task Versions_are_noted_and_neither_values_nor_anything_made_of_them()
    {
        world.Authority.Put("db-password", "from the vault");
        var second = world.Authority.Put("db-password", "from the vault, again");
        world.Authority.Put("api-token", "another one");

        await world.SyncAsync();

        var text = await File.ReadAllTextAsync(world.Seen.FilePath, SecretsWorld.Token);
        Assert.Equal(second.Version, world.Seen.Read(world.Authority.Address)["db-password"].Version);
        Assert.DoesNotContain("vault,", text, StringComparison.Ordinal);
        Assert.Equal(["authority", "name", "secrets", "seen_on", "updated_on", "version"], Names(text));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(world.Seen.FilePath));
        Assert.Empty(world.Seen.Read(new Uri("https://another.vault.example/")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"authority\": 5}")]
    [InlineData("{\"authority\": \"https://memory.vault.example/\", \"secrets\": [{\"name\": 1}]}")]
    public async Task Notes_that_cannot_be_read_count_as_none(string text)
    {
        world.World.Chosen.Root.Prepare(world.World.Chosen.Root.MetaDirectory);
        await File.WriteAllTextAsync(world.Seen.FilePath, text, SecretsWorld.Token);

        Assert.Empty(world.Seen.Read(world.Authority.Address));
    }

    private static IEnumerable<string> Names(string json) =>
        System.Text.RegularExpressions.Regex.Matches(json, "\"([a-z_]+)\":").Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
}
