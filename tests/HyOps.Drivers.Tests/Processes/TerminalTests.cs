using HyOps.Core.Commands;

namespace HyOps.Drivers.Tests.Processes;

/// <summary>Commands that stay in our session, so that they may ask the person at the terminal.</summary>
public sealed class TerminalTests
{
    private readonly RunnerFixture fixture = new();

    [Fact(Timeout = 60_000)]
    public async Task A_command_that_keeps_the_terminal_stays_in_our_session_and_others_leave_it()
    {
        var kept = Shell("cut -d' ' -f6 /proc/$$/stat") with { KeepsTerminal = true };
        var own = kept with { KeepsTerminal = false };

        await fixture.RunAsync(kept);
        await fixture.RunAsync(own);

        var sessions = fixture.Output.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var stat = await File.ReadAllTextAsync("/proc/self/stat", RunnerFixture.Cancelled);
        Assert.Equal(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3], sessions[0]);
        Assert.NotEqual(sessions[0], sessions[1]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Cancelling_interrupts_it_and_what_it_started()
    {
        // It says that it is ready when what it starts is there: a shell that is told in between would wait for its end.
        var command = Shell("trap 'exit 5' INT; sh -c 'echo ready; exec sleep 300'") with { KeepsTerminal = true };

        var result = await fixture.CancelWhenAsync(command, "ready");

        Assert.Equal((5, true, false), (result.ExitCode, result.Interrupted, result.Killed));
    }

    [Fact(Timeout = 60_000)]
    public async Task One_that_ignores_its_interrupt_is_killed_after_its_grace()
    {
        var command = FakeTool.Command("sleep-ignoring") with { KeepsTerminal = true, Grace = TimeSpan.FromMilliseconds(200) };

        var result = await fixture.CancelWhenAsync(command, "ready");

        Assert.Equal((128 + 9, true, true), (result.ExitCode, result.Interrupted, result.Killed));
    }

    [Fact]
    public async Task What_holds_state_or_is_given_input_cannot_keep_it()
    {
        var command = Shell("true") with { KeepsTerminal = true };

        await Assert.ThrowsAsync<ArgumentException>(() => fixture.RunAsync(command with { Stop = StopPolicy.HoldsState }));
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.RunAsync(command with { Input = CommandInput.From("x") }));
    }

    private static Command Shell(string text) => FakeTool.Command() with { Program = "/bin/sh", Arguments = ["-c", text] };
}
