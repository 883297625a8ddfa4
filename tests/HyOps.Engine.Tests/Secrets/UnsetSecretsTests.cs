using HyOps.Core;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.Tests.Secrets;

public sealed class UnsetSecretsTests : IDisposable
{
    private readonly SecretsWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Named_keys_go_and_the_others_stay()
    {
        await world.SetAsync("A=1", "B=2", "C=3");

        var result = await UnsetAsync(false, "A", "C");

        Assert.All(result.Keys, key => Assert.True(key.WasThere));
        Assert.Equal(["B"], (await world.Store().OpenAsync(SecretsWorld.Token)).Names.Select(name => name.Value));
    }

    [Fact]
    public async Task One_unknown_key_keeps_all_of_them_and_the_nearest_is_suggested()
    {
        await world.SetAsync("DB_PASSWORD=1", "B=2");
        var before = await File.ReadAllBytesAsync(world.Chosen.Root.BundleFile, SecretsWorld.Token);

        var problem = await Assert.ThrowsAsync<BundleException>(() => UnsetAsync(false, "B", "DB_PASWORD"));

        Assert.Equal(ExitCode.OperatorError, problem.ExitCode);
        Assert.Contains("no such key: DB_PASWORD; nothing was changed", problem.Message, StringComparison.Ordinal);
        Assert.Equal("did you mean DB_PASSWORD?", problem.NextStep);
        Assert.Equal(before, await File.ReadAllBytesAsync(world.Chosen.Root.BundleFile, SecretsWorld.Token));
    }

    [Fact]
    public async Task If_present_takes_what_is_there()
    {
        await world.SetAsync("A=1");

        var result = await UnsetAsync(true, "A", "B");

        Assert.Equal([true, false], result.Keys.Select(key => key.WasThere));
        Assert.Null(await world.ValueAsync("A"));
    }

    [Fact]
    public async Task Without_a_bundle_there_is_nothing_to_take_and_none_is_created()
    {
        Assert.Equal(ExitCode.SecretsFailed, (await Assert.ThrowsAsync<BundleException>(() => UnsetAsync(false, "A"))).ExitCode);
        Assert.False(Assert.Single((await UnsetAsync(true, "A")).Keys).WasThere);
        Assert.False(File.Exists(world.Chosen.Root.BundleFile));
    }

    [Fact]
    public async Task No_key_is_an_operator_error() =>
        Assert.Equal(ExitCode.OperatorError, (await Assert.ThrowsAsync<BundleException>(() => UnsetAsync(false))).ExitCode);

    private Task<UnsetResult> UnsetAsync(bool ifPresent, params string[] keys) =>
        new UnsetSecrets(world.Store()).RunAsync(new UnsetOptions { Keys = [.. keys.Select(SecretsWorld.Key)], IfPresent = ifPresent }, SecretsWorld.Token);
}
