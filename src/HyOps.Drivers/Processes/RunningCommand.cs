using System.Diagnostics;
using HyOps.Core.Commands;

namespace HyOps.Drivers.Processes;

/// <summary>One child from its start to its end: at most one interrupt, then what its <see cref="StopPolicy"/> says.</summary>
internal sealed partial class RunningCommand : IDisposable
{
    private readonly Process process;
    private readonly Command command;
    private readonly WatchedChild watched;
    private readonly CommandStreams streams;
    private readonly TimeProvider clock;
    private readonly TimeSpan drainTime;
    private readonly int leader;
    private readonly Task exited;
    private readonly OutputPump pump;
    private readonly Stream? input;
    private volatile CommandInProgress progress;
    private volatile bool killed;

    internal RunningCommand(Process process, Command command, WatchedChild watched, CommandStreams streams, TimeProvider clock, TimeSpan drainTime)
    {
        this.process = process;
        this.command = command;
        this.watched = watched;
        this.streams = streams;
        this.clock = clock;
        this.drainTime = drainTime;
        progress = new CommandInProgress(command, clock.GetUtcNow(), null);
        leader = process.Id;
        exited = process.WaitForExitAsync(CancellationToken.None);

        // Taken here and not by whoever feeds it: a stream that nobody has taken is closed by the process object, perhaps while it is being fed.
        input = command.KeepsTerminal ? null : process.StandardInput.BaseStream;
        pump = streams.Pump(process.StandardOutput.BaseStream, process.StandardError.BaseStream);
    }

    /// <summary>What a person may know of it.</summary>
    internal CommandInProgress Progress => progress;

    /// <summary>Feeds the input, waits for the end, interrupts when asked to.</summary>
    internal async Task<CommandResult> EndAsync(CancellationToken cancellationToken)
    {
        var fed = input is null ? Task.CompletedTask : Task.Run(() => FeedAsync(input), CancellationToken.None);
        var stop = await WaitForEndOrStopAsync(cancellationToken);
        var result = new CommandResult { ExitCode = -1, TimedOut = stop is StopReason.TimedOut };
        if (stop is not StopReason.None)
        {
            result = await StopAsync(result);
        }

        await exited;
        result = await DrainAsync(result);
        result = result with { ExitCode = process.ExitCode, Killed = result.Killed || killed, Captured = streams.Captured };
        streams.ThrowOnFailure(command, result);
        if (fed.IsCompleted)
        {
            await fed;
        }

        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        pump.Dispose();
        input?.Dispose();
        process.StandardOutput.Dispose();
        process.StandardError.Dispose();
    }

    private enum StopReason
    {
        None,
        Cancelled,
        TimedOut,
        Overflow,
    }

    private async Task<StopReason> WaitForEndOrStopAsync(CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var cancelled = Task.Delay(Timeout.InfiniteTimeSpan, waiting.Token);
        var timeout = Task.Delay(command.Timeout ?? Timeout.InfiniteTimeSpan, clock, waiting.Token);
        var first = await Task.WhenAny(exited, cancelled, timeout, streams.Overflow);
        var reason = first == exited ? StopReason.None
            : cancellationToken.IsCancellationRequested ? StopReason.Cancelled
            : first == timeout ? StopReason.TimedOut
            : StopReason.Overflow;
        await waiting.CancelAsync();
        return reason;
    }

    /// <summary>Writes the input and closes the pipe. A child that does not read it all is within its rights.</summary>
    private async Task FeedAsync(Stream pipe)
    {
        try
        {
            await using (pipe)
            {
                await (command.Input?.Open() ?? Stream.Null).CopyToAsync(pipe, CancellationToken.None);
            }
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException)
        {
            // Broken pipe: the child closed its input, or ended.
        }
    }
}
