namespace HyOps.EndToEnd.Tests;

/// <summary>What a signal to us is to the real tools of a running phase, and what they leave: on a state server whose unlock takes its time, and on a real PostgreSQL.</summary>
public sealed class SignalProofTests(SignalServer server) : SignalProof(server)
{
    [Theory(Timeout = 120_000)]
    [InlineData("INT", true, 8)]
    [InlineData("TERM", false, 1)]
    [InlineData("HUP", true, 1)]
    [InlineData("INT TERM", false, 1)]
    public async Task A_signal_frees_the_locks_and_saves_the_states(string signals, bool hyops, int unlockSeconds)
    {
        using var run = Somebody.StartBootstrap(SignalLab.Backends, hyops);
        await Lab.WaitUntilBusyAsync(SignalLab.Backends, TimeSpan.FromSeconds(unlockSeconds));

        await SendAsync(run.Id, signals);
        var ended = await Operator.EndAsync(run);

        ended.Is(130, "exit    130 (interrupted)");
        Assert.DoesNotContain("Two interrupts", ended.All, StringComparison.Ordinal);
        await AssertSavedAndFreeAsync();
        await AssertNobodyIsLeftAsync(run.Id);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("INT TERM")]
    [InlineData("KILL")]
    public async Task Packer_and_Ansible_end_with_their_children(string signals)
    {
        using var run = Somebody.StartBootstrap(SignalLab.Others, hyops: true);
        await Lab.WaitUntilBusyAsync(SignalLab.Others);

        await SendAsync(run.Id, signals);
        var ended = await Operator.EndAsync(run);
        await AssertNobodyIsLeftAsync(run.Id);

        if (signals != "KILL")
        {
            ended.Is(130, "Cleanly cancelled builds", "exit    130 (interrupted)");
        }
    }
}
