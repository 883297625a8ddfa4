namespace HyOps.Cli.Tests.Secrets;

/// <summary>Which phase asks the authority: counted by the vault itself, on an environment whose every phase requires the same mapped keys.</summary>
public sealed class PhaseSourceTests
{
    [Fact(Timeout = 120_000)]
    public async Task Recovery_sends_the_vault_nothing_at_all_where_steady_state_reads_it()
    {
        await using var world = await AuthorityWorld.StartAsync();
        AppSteps.Add(world.World.Folder);
        await world.CallWithAsync("the bundle's password", "secrets", "set", "DB_PASSWORD=-");
        await world.CallWithAsync("the bundle's token", "secrets", "set", "API_TOKEN=-");
        var version = world.Server.Secrets.Set("db-password", "the vault's password").Version;
        var token = world.Server.Secrets.Set("api-token", "the vault's token").Version;

        var recovered = await world.CallAsync("run", "dr", "--no-install");
        var asked = (world.Server.Requests.All.Count, world.Server.Directory.TokensGiven);
        var recorded = AppSteps.LastSecrets(world.World);
        var steady = await world.CallAsync("run", "steady-state", "--no-install");

        Assert.True(recovered.ExitCode == 0, recovered.Error);
        Assert.Equal((0, 0), asked);
        Assert.Equal(["API_TOKEN bundle", "DB_PASSWORD bundle"], recorded);
        Assert.True(steady.ExitCode == 0, steady.Error);
        Assert.Equal(2, world.Server.Requests.ForSecrets.Count(request => request.Status == 200));
        Assert.Equal([$"API_TOKEN azure-key-vault api-token {token}", $"DB_PASSWORD azure-key-vault db-password {version}"], AppSteps.LastSecrets(world.World));
    }

    [Fact(Timeout = 120_000)]
    public async Task Recovery_ends_well_with_the_vault_gone()
    {
        await using var world = await AuthorityWorld.StartAsync();
        AppSteps.Add(world.World.Folder);
        await world.CallWithAsync("the bundle's password", "secrets", "set", "DB_PASSWORD=-");
        await world.CallWithAsync("the bundle's token", "secrets", "set", "API_TOKEN=-");
        await world.Server.DisposeAsync();

        var steady = await world.CallAsync("run", "steady-state", "--no-install");
        var recovered = await world.CallAsync("run", "dr", "--no-install");

        Assert.Equal(21, steady.ExitCode);
        Assert.Contains("cannot be reached", steady.Error, StringComparison.Ordinal);
        Assert.True(recovered.ExitCode == 0, recovered.Error);
    }
}
