namespace HyOps.EndToEnd.Tests;

/// <summary>Ctrl-C at a real terminal, once and again.</summary>
public sealed class ControlCTests(SignalServer server) : SignalProof(server)
{
    [Fact(Timeout = 120_000)]
    public async Task Control_C_through_a_terminal_frees_the_locks_and_saves_the_states()
    {
        using var terminal = new PseudoTerminal();
        using var run = StartAt(terminal);
        await Lab.WaitUntilBusyAsync(SignalLab.Backends, TimeSpan.FromSeconds(1));

        terminal.Type("\u0003");
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, run.ExitCode);
        await AssertSavedAndFreeAsync();
        await AssertNobodyIsLeftAsync(run.Id);
    }

    [Fact(Timeout = 120_000)]
    public async Task At_a_terminal_the_second_Control_C_tells_and_the_third_asks()
    {
        using var terminal = new PseudoTerminal();
        using var run = StartAt(terminal);
        // Longer than anybody waits: Terraform saves its state, then waits for its unlock.
        await Lab.WaitUntilBusyAsync(SignalLab.Backends, TimeSpan.FromMinutes(5));

        terminal.Type("\u0003");
        await terminal.SeeAsync("interrupted: waiting for http", cancellationToken: TestContext.Current.CancellationToken);
        terminal.Type("\u0003");
        await terminal.SeeAsync("holds the state lock of http; it takes the time that it needs", cancellationToken: TestContext.Current.CancellationToken);
        terminal.Type("\u0003");
        await terminal.SeeAsync("Kill? Only 'yes' does:", cancellationToken: TestContext.Current.CancellationToken);
        terminal.Type("no\n");
        await terminal.SeeAsync("not killed: still waiting", cancellationToken: TestContext.Current.CancellationToken);
        // The other step has ended by itself, and this one has saved its state.
        await terminal.SeeAsync("interrupted: interrupted during apply", cancellationToken: TestContext.Current.CancellationToken);
        while (!Lab.Http.Requests.Any(request => request is { Method: "POST", Status: 200 }))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        terminal.Type("\u0003");
        await terminal.SeeAsync("Kill? Only 'yes' does:", times: 2, TestContext.Current.CancellationToken);
        terminal.Type("yes\n");
        await terminal.SeeAsync("killed: terraform apply (http)", cancellationToken: TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(20, run.ExitCode);
        Assert.All(
            ["killing it leaves the lock and may lose state", "terraform apply was killed before it ended", "LOCK LEFT: a state of backends is still locked"],
            words => Assert.Contains(words, terminal.Screen, StringComparison.Ordinal));
        Assert.NotNull(Lab.Http.LockInfo("network"));
        await AssertNobodyIsLeftAsync(run.Id);
    }
}
