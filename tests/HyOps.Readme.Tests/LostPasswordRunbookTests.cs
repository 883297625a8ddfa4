namespace HyOps.Readme.Tests;

/// <summary>The runbook of a lost vault password: found with a colleague first, and then lost for good.</summary>
public sealed class LostPasswordRunbookTests
{
    [Fact(Timeout = 300_000)]
    public async Task Every_command_of_the_lost_password_runbook_runs()
    {
        await using var world = await VaultedWorld.StartAsync();

        var outputs = await world.World.FollowAsync(
            "docs/runbooks/lost-vault-password.md",
            $"""
            {VaultedWorld.Prepare}
            age -r "$(age-keygen -y ~/safe/keys.txt)" -o ~/from-a-colleague.age < ~/safe/vault-password
            install -d -m 700 ~/from-ci && (umask 077; echo 'of another environment' > ~/from-ci/vault-password)
            rm ~/safe/vault-password && unset HYOPS_ENV HYOPS_VAULT_PASSWORD_FILE
            """,
            new Turn("hyops vault status", ExitCode: 1),
            new Turn("hyops vault status-verbose", ExitCode: 1),
            new Turn("mv", Before: "rm ~/from-a-colleague.age"),
            new Turn("hyops preflight", ExitCode: 21));

        var versions = world.Vault.Secrets.Versions("db-password").OrderBy(one => one.Created).ToList();
        Assert.Equal([false, true], versions.Select(one => one.Enabled));
        Assert.Contains(outputs, output => output.Contains("LOCAL_TOKEN", StringComparison.Ordinal) && output.Contains("required-keys", StringComparison.Ordinal));
        Assert.Equal(["runbook.sh"], world.World.FilesWith("canary-of-the-"));
        Assert.Empty(world.World.FilesWith(versions[^1].Value));
        Assert.Empty(world.World.FilesWith(world.Gpg.Show().Trim()));
    }
}
