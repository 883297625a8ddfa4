using System.Diagnostics;
using System.Globalization;
using HyOps.Core.Commands;
using HyOps.Drivers.Processes;
using HyOps.Testing;

namespace HyOps.Drivers.Tests.Processes;

/// <summary>What happens to children when we are gone.</summary>
public sealed class WatchTests : IDisposable
{
    private const string Count = "i=0; trap 'i=$((i+1))' INT; echo ready; ";
    private const string UntilGo = "while [ ! -e go ]; do sleep 0.05; done;";
    private readonly TempFolder folder = new("watch");
    private readonly Watcher watcher = new();

    public void Dispose()
    {
        watcher.Dispose();
        folder.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_child_gets_one_interrupt_and_can_say_all_that_it_has_to_say()
    {
        // More than a pipe holds: somebody must read it.
        var child = await watcher.StartChildAsync($"{Count} while [ $i = 0 ]; do sleep 0.05; done; head -c 300000 /dev/zero && sleep 0.3 && echo end && echo $i >count", folder.FullPath);
        await watcher.TellAsync($"add g {child.Id} hold 1 -\n");
        await watcher.HoldsOutputAsync();

        await watcher.DieAsync(child);

        Assert.Equal((0, "1\n"), (child.ExitCode, Read("count")));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_stops_others_does_not_stop_the_watcher()
    {
        var child = await watcher.StartChildAsync($"{Count} while [ $i = 0 ]; do sleep 0.05; done; echo $i >count", folder.FullPath);
        await watcher.TellAsync($"add g {child.Id} hold 1 -\n");
        await watcher.HoldsOutputAsync();

        using (var sent = Process.Start("/bin/sh", ["-c", $"for signal in INT QUIT HUP TERM PIPE TSTP; do kill -$signal {watcher.Id.ToString(CultureInfo.InvariantCulture)}; done"]))
        {
            await sent.WaitForExitAsync(RunnerFixture.Cancelled);
        }

        await watcher.DieAsync(child);

        Assert.Equal("1\n", Read("count"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_child_that_has_had_its_interrupt_gets_none_and_one_that_has_ended_is_forgotten()
    {
        var child = await watcher.StartChildAsync($"{Count} {UntilGo} echo $i >count", folder.FullPath);
        var other = await watcher.StartChildAsync($"{Count} {UntilGo} echo $i >other", folder.FullPath);
        await watcher.TellAsync($"add g {child.Id} hold 1 -\nadd g {other.Id} hold 1 -\ntold {child.Id}\ngone {other.Id}\n");
        await watcher.HoldsOutputAsync();

        await watcher.DieAsync([child, other]);
        folder.Write("go", "");
        await child.WaitForExitAsync(RunnerFixture.Cancelled);
        await other.WaitForExitAsync(RunnerFixture.Cancelled);

        Assert.Equal(("0\n", "0\n"), (Read("count"), Read("other")));
    }

    [Fact(Timeout = 60_000)]
    public async Task Only_what_holds_no_state_is_killed_after_its_grace()
    {
        using (var fifo = Process.Start("mkfifo", [folder.At("go")]))
        {
            await fifo.WaitForExitAsync(RunnerFixture.Cancelled);
        }

        var child = await watcher.StartChildAsync("trap '' INT; echo ready; sleep 300", folder.FullPath);
        var holder = await watcher.StartChildAsync("trap '' INT; echo ready; read -r line <go; echo $line >held", folder.FullPath);
        await watcher.TellAsync($"add g {child.Id} kill 1 -\nadd g {holder.Id} hold 1 -\n");
        await watcher.DieAsync(child);
        var alive = !holder.HasExited;
        await File.AppendAllTextAsync(folder.At("go"), "on\n", RunnerFixture.Cancelled);
        await holder.WaitForExitAsync(RunnerFixture.Cancelled);

        Assert.Equal((128 + 9, true, 0), (child.ExitCode, alive, holder.ExitCode));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_child_that_we_could_not_announce_any_more_is_found_by_its_mark()
    {
        var mark = $"00-{Guid.NewGuid():N}-0123456789abcdef-01";
        await watcher.TellAsync($"start {mark} - hold 5\n");
        var child = await watcher.StartChildAsync($"{Count} while [ $i = 0 ]; do sleep 0.05; done; echo $i >count", folder.FullPath, mark);

        await watcher.DieAsync(child);

        Assert.Equal("1\n", Read("count"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_watcher_that_somebody_killed_is_replaced_and_the_new_one_knows_all()
    {
        var watch = new ChildWatch();
        using var first = watch.Begin(FakeTool.Command());
        first.Started(int.MaxValue);
        var before = watch.Id;
        using (var gone = Process.GetProcessById(before))
        {
            gone.Kill();
            await gone.WaitForExitAsync(RunnerFixture.Cancelled);
        }

        using var second = watch.Begin(FakeTool.Command().InStep());
        second.Started(int.MaxValue - 1);

        Assert.NotEqual(before, watch.Id);
        var line = $"/proc/{watch.Id.ToString(CultureInfo.InvariantCulture)}/cmdline";
        while (!(await File.ReadAllTextAsync(line, RunnerFixture.Cancelled)).Contains("hyops-watch", StringComparison.Ordinal))
        {
            // It is setsid still, which becomes the shell: in between the line is empty.
            await Task.Delay(5, RunnerFixture.Cancelled);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_person_may_kill_what_holds_state_once_it_has_had_its_interrupt()
    {
        var fixture = new RunnerFixture();
        var runner = fixture.Runner;
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(RunnerFixture.Cancelled);
        var running = runner.RunAsync(FakeTool.Command("sleep-ignoring") with { Stop = StopPolicy.HoldsState }, fixture.Output, cancel.Token);
        await fixture.Output.HasAsync("ready", RunnerFixture.Cancelled);

        var early = runner.KillInterrupted();
        await cancel.CancelAsync();
        while (runner.Running is not [{ Interrupted: not null }])
        {
            await Task.Delay(5, RunnerFixture.Cancelled);
        }

        var killed = runner.KillInterrupted();
        var result = await running;

        Assert.Empty(early);
        Assert.Single(killed);
        Assert.Equal((128 + 9, true, true), (result.ExitCode, result.Interrupted, result.Killed));
        Assert.Empty(runner.Running);
    }

    private string Read(string file) => File.ReadAllText(folder.At(file));
}
