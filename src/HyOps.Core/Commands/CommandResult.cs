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

    /// <summary>Standard output, unmasked, where <see cref="Command.CaptureStandardOutput"/> asked for it. May hold secrets: never for a sink.</summary>
    public ReadOnlyMemory<byte> Captured { get; init; }

    /// <summary>How long it ran.</summary>
    public TimeSpan Duration { get; init; }
}
