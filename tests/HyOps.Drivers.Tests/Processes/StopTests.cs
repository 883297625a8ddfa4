using HyOps.Core.Commands;

namespace HyOps.Drivers.Tests.Processes;

public sealed class StopTests
{
    private readonly RunnerFixture fixture = new();

    [Fact(Timeout = 60_000)]
    public async Task Cancelling_sends_exactly_one_interrupt_and_returns_the_result()
    {
        var result = await fixture.CancelWhenAsync(FakeTool.Command("sleep", "300"), "ready");

        Assert.Equal("ready\ninterrupts: 1\n", fixture.Output.Output);
        Assert.Equal((3, true, false, false), (result.ExitCode, result.Interrupted, result.Killed, result.TimedOut));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_child_that_holds_state_is_waited_for_beyond_its_grace()
    {
        var command = FakeTool.Command("sleep", "1500") with { Stop = StopPolicy.HoldsState, Grace = TimeSpan.FromMilliseconds(100) };

        var result = await fixture.CancelWhenAsync(command, "ready");

        Assert.Equal("ready\ninterrupts: 1\n", fixture.Output.Output);
        Assert.Equal((3, true, false), (result.ExitCode, result.Interrupted, result.Killed));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_child_that_ignores_its_interrupt_is_killed_after_its_grace()
    {
        var command = FakeTool.Command("sleep-ignoring") with { Grace = TimeSpan.FromMilliseconds(300) };

        var result = await fixture.CancelWhenAsync(command, "ready");

        Assert.Equal((128 + 9, true, true), (result.ExitCode, result.Interrupted, result.Killed));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_time_out_takes_the_same_way_as_a_cancellation()
    {
        var command = FakeTool.Command("sleep", "0") with { Timeout = TimeSpan.FromSeconds(2) };

        var result = await fixture.RunAsync(command);

        Assert.Equal("ready\ninterrupts: 1\n", fixture.Output.Output);
        Assert.Equal((3, true, true), (result.ExitCode, result.Interrupted, result.TimedOut));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_cancellation_right_after_the_start_ends_the_child_too()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(RunnerFixture.Cancelled);
        var running = fixture.Runner.RunAsync(FakeTool.Command() with { Program = "sleep", Arguments = ["50"] }, fixture.Output, cancel.Token);

        await cancel.CancelAsync();

        Assert.Equal((128 + 2, true), ((await running).ExitCode, (await running).Interrupted));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_cancellation_before_the_start_starts_nothing()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => fixture.Runner.RunAsync(FakeTool.Command("exit", "0"), fixture.Output, cancel.Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_whole_tree_is_killed_also_what_left_the_group()
    {
        var command = FakeTool.Command("spawn", "wait", "/usr/bin/setsid", FakeTool.Path, "sleep-ignoring") with { Grace = TimeSpan.FromMilliseconds(300) };

        var result = await fixture.CancelWhenAsync(command, "ready");

        Assert.True(result.Interrupted);
        await Family.ToldIsGoneAsync(fixture.Output.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_the_shell_started_gets_its_grace_when_the_shell_is_gone()
    {
        // A shell that is itself gone at the interrupt, while its child in the background still cleans up.
        var command = Shell($"trap 'exit 7' INT; '{FakeTool.Path}' sleep-ignoring & wait") with { Grace = TimeSpan.FromMilliseconds(300) };

        var result = await fixture.CancelWhenAsync(command, "ready");

        Assert.Equal((7, true, true), (result.ExitCode, result.Interrupted, result.Killed));
        await Family.ToldIsGoneAsync(fixture.Output.Output);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_shell_starts_after_its_interrupt_does_not_outlive_it(bool keepsTerminal)
    {
        // On its interrupt it starts what cannot be interrupted, and goes on.
        var command = Shell("trap 'sh -c \"trap \\\"\\\" INT; sleep 301\" &' INT; echo ready; while :; do sleep 0.02; done", "").InRun(out var run) with
        {
            KeepsTerminal = keepsTerminal,
            Grace = TimeSpan.FromMilliseconds(500),
        };

        var result = await fixture.CancelWhenAsync(command, "ready");

        Assert.Equal((128 + 9, true, true), (result.ExitCode, result.Interrupted, result.Killed));
        await Family.IsGoneAsync(run);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_interrupt_in_its_first_moments_ends_it_too(bool keepsTerminal)
    {
        var command = FakeTool.Command().InRun(out var run) with { Program = "sleep", Arguments = ["302"], KeepsTerminal = keepsTerminal };

        var ends = await Task.WhenAll(Enumerable.Range(0, 12).Select(CancelAfterAsync));

        Assert.All(ends, end => Assert.Equal((128 + 2, true, false), (end.ExitCode, end.Interrupted, end.Killed)));
        await Family.IsGoneAsync(run);

        // Before the launcher has made the session, between it and the tool, and in the tool.
        async Task<CommandResult> CancelAfterAsync(int milliseconds)
        {
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(RunnerFixture.Cancelled);
            var running = fixture.Runner.RunAsync(command, fixture.Output, cancel.Token);
            await Task.Delay(milliseconds, RunnerFixture.Cancelled);
            await cancel.CancelAsync();
            return await running;
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_grandchild_that_outlives_the_child_is_killed_and_counted()
    {
        fixture.DrainTime = TimeSpan.FromMilliseconds(800);

        var result = await fixture.RunAsync(FakeTool.Command("spawn", "leave", FakeTool.Path, "sleep-ignoring"));

        Assert.Equal((0, 1, false, false), (result.ExitCode, result.Survivors, result.Interrupted, result.OutputCutOff));
        await Family.ToldIsGoneAsync(fixture.Output.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_grandchild_of_a_child_that_holds_state_is_left_alone_and_counted()
    {
        fixture.DrainTime = TimeSpan.FromMilliseconds(200);

        var result = await fixture.RunAsync(FakeTool.Command("spawn", "leave", "/bin/sleep", "3") with { Stop = StopPolicy.HoldsState });

        Assert.Equal((0, 1, true), (result.ExitCode, result.Survivors, result.OutputCutOff));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_daemon_that_keeps_the_output_open_does_not_hang_us()
    {
        fixture.DrainTime = TimeSpan.FromMilliseconds(200);

        var result = await fixture.RunAsync(FakeTool.Command("spawn", "leave", "/usr/bin/setsid", "--fork", "/bin/sleep", "3"));

        Assert.Equal((0, true), (result.ExitCode, result.OutputCutOff));
    }

    [Fact(Timeout = 60_000)]
    public async Task Children_ignore_and_block_no_signal()
    {
        await fixture.RunAsync(Shell("grep -E 'SigIgn|SigBlk' /proc/self/status"));

        Assert.Equal("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n", fixture.Output.Output);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("env")]
    [InlineData("perl")]
    public async Task A_host_that_was_born_with_SIGINT_ignored_can_still_interrupt_its_children(string way)
    {
        var words = HyOps.Drivers.Processes.Launcher.Ways().Single(words => words[0].EndsWith(way, StringComparison.Ordinal));

        await fixture.RunAsync(Shell("trap '' INT PIPE; \"$@\" /bin/grep SigIgn /proc/self/status", words));

        Assert.Equal("SigIgn:\t0000000000000000\n", fixture.Output.Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task Every_way_to_launch_keeps_the_pid_and_makes_a_session()
    {
        foreach (var words in HyOps.Drivers.Processes.Launcher.Ways())
        {
            var launched = new RunnerFixture();
            await launched.RunAsync(Shell("\"$@\" & child=$!; wait; echo \" $child\"", [.. words, FakeTool.Path, "ids"]));

            Assert.Single(launched.Output.Output.Trim().Split(' ').Distinct());
        }
    }

    private static Command Shell(string script, params string[] words) =>
        FakeTool.Command() with { Program = "sh", Arguments = ["-c", script, "sh", .. words] };
}
