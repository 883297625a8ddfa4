namespace HyOps.Readme.Tests;

/// <summary>The runbook of a recovery: the primary comes back at the wrong moment, the name server fails, and the runner is lost.</summary>
public sealed class RecoveryRunbookTests : IDisposable
{
    private readonly RunbookWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact(Timeout = 300_000)]
    public async Task Every_command_of_the_recovery_runbook_runs()
    {
        RecoveryProject.Write(world.Folder);

        var outputs = await world.FollowAsync(
            "docs/runbooks/disaster-recovery.md",
            $"{RecoveryProject.SetSecret}\ntouch ~/platform/down ~/platform/dns-fails",
            new Turn("hyops run dr --confirm", ExitCode: 13),
            new Turn("hyops dr approve", Before: "rm ~/platform/down"),
            new Turn("hyops run dr --confirm", ExitCode: 20),
            new Turn("hyops run dr --confirm", Before: "touch ~/platform/down", ExitCode: 20),
            new Turn("hyops run dr --confirm", Before: """
                rm ~/platform/dns-fails
                cp -r ~/.hybridops/envs/drill/logs/dr/"$RUN" ~/carried && tail -n 1 ~/carried/journal.jsonl
                install -d -m 700 ~/other ~/other/vault && mv ~/.hybridops/envs/drill/vault/bootstrap.vault.env ~/other/vault && export HYOPS_RUNTIME_ROOT=~/other
                """));

        Assert.Contains("promote refused", Assert.Single(outputs, output => output.Contains("Waiting for: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(2, outputs.Count(output => output.Contains("dns failed", StringComparison.Ordinal)));
        Assert.Equal(["runbook.sh"], world.FilesWith(RecoveryProject.Canary));
    }
}
