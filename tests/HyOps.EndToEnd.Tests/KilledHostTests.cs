namespace HyOps.EndToEnd.Tests;

/// <summary>We are killed: then nobody but the watcher is left to tell the tools.</summary>
public sealed class KilledHostTests(SignalServer server) : SignalProof(server)
{
    [Theory(Timeout = 120_000)]
    [InlineData(true, 8)]
    [InlineData(false, 1)]
    public async Task A_killed_host_leaves_tools_that_end_in_order(bool hyops, int unlockSeconds)
    {
        using var run = Somebody.StartBootstrap(SignalLab.Backends, hyops);
        await Lab.WaitUntilBusyAsync(SignalLab.Backends, TimeSpan.FromSeconds(unlockSeconds));

        await SendAsync(run.Id, "KILL");
        await Operator.EndAsync(run);
        await AssertNobodyIsLeftAsync(run.Id);

        await AssertSavedAndFreeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_host_that_is_killed_right_after_its_interrupt_leaves_no_second_one()
    {
        using var run = Somebody.StartBootstrap(SignalLab.Backends, hyops: true);
        await Lab.WaitUntilBusyAsync(SignalLab.Backends, TimeSpan.FromSeconds(2));

        await SendAsync(run.Id, "INT");
        while (!Lab.Http.Requests.Any(request => request is { Method: "POST", Status: 200 }))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await SendAsync(run.Id, "KILL");
        await Operator.EndAsync(run);
        await AssertNobodyIsLeftAsync(run.Id);

        await AssertSavedAndFreeAsync();
    }
}
