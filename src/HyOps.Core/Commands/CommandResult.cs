namespace HyOps.Core.Commands;

/// <summary>How a command ended.</summary>
public sealed record CommandResult
{
    /// <summary>The exit code; 128 + the signal's number where a signal ended it.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Whether we sent it its interrupt, because of a cancellation or a time-out.</summary>
    public bool Interrupted { get; init; }

    /// <summary>Whether its <see cref="Command.Timeout"/> ran out.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Whether the process group had to be killed after its grace period.</summary>
    public bool Killed { get; init; }

    /// <summary>
    /// How many processes of its session were still alive a short while after its end.
    /// They were killed, unless the command holds state (<see cref="StopPolicy.HoldsState"/>): then they were left alone.
    /// </summary>
    public int Survivors { get; init; }

    /// <summary>Whether somebody still held its output open at the end (a daemon that it started), so that we stopped listening.</summary>
    public bool OutputCutOff { get; init; }

    /// <summary>Standard output, unmasked, where <see cref="Command.CaptureStandardOutput"/> asked for it. May hold secrets: never for a sink.</summary>
    public ReadOnlyMemory<byte> Captured { get; init; }

    /// <summary>How long it ran.</summary>
    public TimeSpan Duration { get; init; }
}
