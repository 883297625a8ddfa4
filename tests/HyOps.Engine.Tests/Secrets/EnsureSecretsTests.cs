using System.Collections.Immutable;
using HyOps.Core.Secrets;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.Tests.Secrets;

public sealed class EnsureSecretsTests : IDisposable
{
    private readonly SecretsWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task What_is_missing_is_generated_what_is_there_is_kept_and_what_cannot_be_invented_is_refused_with_its_command()
    {
        await world.SetAsync("KEPT_PASSWORD=mine");

        var result = await EnsureAsync(new() { Keys = Keys("APP_API_TOKEN", "KEPT_PASSWORD", "DB_USER", "X_SSH_PRIVATE_KEY") });

        Assert.Equal([EnsureOutcome.Generated, EnsureOutcome.Kept, EnsureOutcome.Refused, EnsureOutcome.Refused], result.Keys.Select(key => key.Outcome));
        Assert.Equal(48, (await world.ValueAsync("APP_API_TOKEN"))!.Length);
        Assert.Equal("mine", await world.ValueAsync("KEPT_PASSWORD"));
        Assert.Null(await world.ValueAsync("DB_USER"));
        Assert.Equal("hyops secrets set --env dev DB_USER=VALUE", result.Keys[2].Fix);
        Assert.Equal("hyops secrets set --env dev --from-file X_SSH_PRIVATE_KEY=PATH", result.Keys[3].Fix);
        Assert.False(result.IsComplete);
    }

    [Fact]
    public async Task Force_replaces_what_can_be_generated_and_nothing_else()
    {
        await world.SetAsync("A_PASSWORD=old", "DB_USER=me");

        var result = await EnsureAsync(new() { Keys = Keys("A_PASSWORD", "DB_USER"), Force = true });

        Assert.Equal([EnsureOutcome.Replaced, EnsureOutcome.Refused], result.Keys.Select(key => key.Outcome));
        Assert.Equal(32, (await world.ValueAsync("A_PASSWORD"))!.Length);
        Assert.Equal("me", await world.ValueAsync("DB_USER"));
    }

    [Fact]
    public async Task Lengths_come_from_the_map_then_the_option_then_the_contract()
    {
        var specs = ImmutableDictionary<SecretName, SecretSpec>.Empty.Add(SecretsWorld.Key("C_VALUE"), new SecretSpec(SecretKind.Token, 20, Generate: true));

        await EnsureAsync(new() { Keys = Keys("A_PASSWORD", "B_PASSWORD"), Length = 40, LengthMap = ImmutableDictionary<SecretName, int>.Empty.Add(SecretsWorld.Key("B_PASSWORD"), 16) });
        await EnsureAsync(new() { Keys = Keys("C_VALUE"), Specs = specs });

        Assert.Equal(40, (await world.ValueAsync("A_PASSWORD"))!.Length);
        Assert.Equal(16, (await world.ValueAsync("B_PASSWORD"))!.Length);
        Assert.Equal(20, (await world.ValueAsync("C_VALUE"))!.Length);
    }

    [Fact]
    public async Task A_short_length_and_a_length_for_another_key_are_refused()
    {
        await Assert.ThrowsAsync<BundleException>(() => EnsureAsync(new() { Keys = Keys("A_PASSWORD"), Length = 15 }));
        await Assert.ThrowsAsync<BundleException>(
            () => EnsureAsync(new() { Keys = Keys("A_PASSWORD"), LengthMap = ImmutableDictionary<SecretName, int>.Empty.Add(SecretsWorld.Key("B_PASSWORD"), 20) }));
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_writes_nothing()
    {
        var result = await EnsureAsync(new() { Keys = Keys("A_PASSWORD"), DryRun = true });

        Assert.Equal(EnsureOutcome.Generated, result.Keys[0].Outcome);
        Assert.False(Directory.Exists(world.Chosen.Root.FullPath));
    }

    [Fact]
    public async Task A_kept_value_that_is_not_of_its_kind_is_told_and_not_shown()
    {
        await world.SetAsync("SA_JSON=canary");

        var key = (await EnsureAsync(new() { Keys = Keys("SA_JSON") })).Keys[0];

        Assert.Equal(EnsureOutcome.Kept, key.Outcome);
        Assert.Equal("is not JSON", key.Problem);
        Assert.DoesNotContain("canary", key.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reserved_key_is_refused()
    {
        Assert.Equal(EnsureOutcome.Refused, (await EnsureAsync(new() { Keys = Keys("HYOPS_TOKEN") })).Keys[0].Outcome);
    }

    private static ImmutableArray<SecretName> Keys(params string[] names) => [.. names.Select(SecretName.Parse)];

    private Task<EnsureResult> EnsureAsync(EnsureOptions options) => new EnsureSecrets(world.Store()).RunAsync(options, SecretsWorld.Token);
}
