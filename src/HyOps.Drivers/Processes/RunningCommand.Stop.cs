using HyOps.Core.Commands;

namespace HyOps.Drivers.Processes;

internal sealed partial class RunningCommand
{
    private IReadOnlyList<ProcessTree.Member> remembered = [];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SessionTime = TimeSpan.FromSeconds(5);

    /// <summary>SIGKILL to the whole tree, whatever the command's policy: a person has decided.</summary>
    internal void Kill()
    {
        killed = true;
        KillTree(Survivors());
    }

    /// <summary>The one interrupt; then, for a child that holds no state, SIGKILL when its grace is over.</summary>
    private async Task<CommandResult> StopAsync(CommandResult result)
    {
        // The launcher may not have made the session yet: a signal to the group would be lost.
        await UntilAsync(() => exited.IsCompleted || command.KeepsTerminal || Posix.GroupExists(leader), SessionTime, Pause);
        // Remembered now: when its parent has ended, nothing shows any more whose child one in another session was.
        remembered = ProcessTree.Of(leader);
        if (exited.IsCompleted || !Interrupt())
        {
            return result;
        }

        result = result with { Interrupted = true };
        if (command.Stop is StopPolicy.HoldsState)
        {
            return result;
        }

        // The group counts, not its leader alone: a shell may be gone while what it started still cleans up.
        await UntilAsync(HasEnded, command.Grace, LookPause);
        if (HasEnded())
        {
            return result;
        }

        KillTree(Survivors());
        return result with { Killed = true };
    }

    /// <summary>After the child's end: waits a short while for its group and its output, then ends what may be ended.</summary>
    private async Task<CommandResult> DrainAsync(CommandResult result)
    {
        var ended = clock.GetTimestamp();
        await WithinAsync(pump.Ended, drainTime);
        await UntilAsync(() => !HasSurvivors(), drainTime - clock.GetElapsedTime(ended), Pause);
        var survivors = Survivors();
        if (survivors.Count > 0 && command.Stop is StopPolicy.KillAfterGrace)
        {
            KillTree(survivors);
            await WithinAsync(pump.Ended, drainTime);
        }

        var cut = !pump.Ended.IsCompleted;
        if (cut)
        {
            pump.Stop();
        }

        await pump.Ended;
        return result with { Survivors = survivors.Count, OutputCutOff = cut };
    }

    /// <summary>
    /// To the group, which the system tells as one: a child that is being forked at this moment is told, or born after its parent has heard. What a
    /// shell starts later is what it does on an interrupt; it is ended with the tree, not interrupted too.
    /// A child at the terminal has no group of its own, so each of its tree gets it, the child first: one whose own child ended before its turn came
    /// would report that end instead of doing what it does on an interrupt. The terminal's Ctrl-C reaches those as well; they hold no state.
    /// </summary>
    private bool Interrupt()
    {
        watched.Interrupting();
        progress = progress with { Interrupted = clock.GetUtcNow() };
        if (!command.KeepsTerminal)
        {
            return Posix.SignalGroup(leader, Posix.Interrupt);
        }

        var told = Posix.SignalProcess(leader, Posix.Interrupt);
        foreach (var member in ProcessTree.Living(remembered))
        {
            Posix.SignalProcess(member.Id, Posix.Interrupt);
        }

        return told;
    }

    private void KillTree(IEnumerable<ProcessTree.Member> survivors)
    {
        // It first, as a group would be: it can start nothing any more.
        if (command.KeepsTerminal && !exited.IsCompleted)
        {
            Posix.SignalProcess(leader, Posix.Kill);
        }

        ProcessTree.Kill(leader, survivors);
    }

    /// <summary>Those of the tree that live; each look remembers what was born since the one before.</summary>
    private IReadOnlyList<ProcessTree.Member> Survivors()
    {
        var leads = Posix.GroupExists(leader) || (command.KeepsTerminal && !exited.IsCompleted);
        return remembered = [.. (leads ? ProcessTree.Of(leader) : []).Union(ProcessTree.Living(remembered))];
    }

    private bool HasSurvivors() => Survivors().Count > 0;

    private bool HasEnded() => !HasSurvivors() && exited.IsCompleted;

    private Task WithinAsync(Task task, TimeSpan limit) =>
        Suppressed(task.WaitAsync(limit, clock, CancellationToken.None));

    private static async Task Suppressed(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Waits for a condition that nothing announces: the end of processes that are not our children.</summary>
    private async Task UntilAsync(Func<bool> condition, TimeSpan limit, TimeSpan pause)
    {
        var started = clock.GetTimestamp();
        while (!condition() && clock.GetElapsedTime(started) < limit)
        {
            await Task.Delay(pause, clock, CancellationToken.None);
        }
    }
}
