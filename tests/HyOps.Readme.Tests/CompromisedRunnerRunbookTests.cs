namespace HyOps.Readme.Tests;

/// <summary>The runbook of a compromised runner, which had run steady state, and one of whose records somebody has changed.</summary>
public sealed class CompromisedRunnerRunbookTests
{
    [Fact(Timeout = 300_000)]
    public async Task Every_command_of_the_compromised_runner_runbook_runs()
    {
        await using var world = await VaultedWorld.StartAsync();
        world.Gpg.Insert(world.Key, "the vault's word\n");

        var outputs = await world.World.FollowAsync(
            "docs/runbooks/compromised-runner.md",
            $"""
            {VaultedWorld.Prepare}
            hyops secrets akv-sync && mkdir -p ~/runner-disk/.hybridops/envs && cp -a ~/.hybridops/envs/drill ~/runner-disk/.hybridops/envs/ || exit 98
            (HOME=~/runner-disk hyops run steady-state && HOME=~/runner-disk hyops run steady-state) || exit 99
            changed="$(ls -d ~/runner-disk/.hybridops/envs/drill/logs/steady-state/* | head -n 1)" && sed -i 's/"steps"/"Steps"/' "$changed"/events.jsonl
            rm ~/safe/vault-password && unset HYOPS_ENV HYOPS_VAULT_PASSWORD_FILE
            """,
            new Turn("hyops runs verify", ExitCode: 13));

        var versions = world.Vault.Secrets.Versions("db-password").OrderBy(one => one.Created).ToList();
        Assert.Equal([false, true], versions.Select(one => one.Enabled));
        Assert.Contains(outputs, output => output.Contains("tampered", StringComparison.Ordinal));
        Assert.Equal(["runbook.sh"], world.World.FilesWith("canary-of-the-"));
        Assert.NotEqual("the vault's word", world.Gpg.Show().Trim());
        Assert.Empty(world.World.FilesWith(world.Gpg.Show().Trim()));
    }
}
