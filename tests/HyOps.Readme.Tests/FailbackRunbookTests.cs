namespace HyOps.Readme.Tests;

/// <summary>The runbook of the way home: it stops between the two roles, and goes on.</summary>
public sealed class FailbackRunbookTests : IDisposable
{
    private readonly RunbookWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task Every_command_of_the_failback_runbook_runs()
    {
        RecoveryProject.Write(world.Folder);

        var outputs = await world.FollowAsync(
            "docs/runbooks/failback.md",
            $"{RecoveryProject.SetSecret}\ntouch ~/platform/dns-home-fails\nHYOPS_VAULT_PASSWORD_FILE=~/safe/vault-password hyops run steady-state --env drill",
            new Turn("hyops run dr-failback --confirm", ExitCode: 20),
            new Turn("hyops run dr-failback --confirm", Before: "rm ~/platform/dns-home-fails"));

        Assert.Contains("dns failed", Assert.Single(outputs, output => output.Contains("Waiting for: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(["runbook.sh"], world.FilesWith(RecoveryProject.Canary));
    }
}
