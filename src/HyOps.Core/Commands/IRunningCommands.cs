namespace HyOps.Core.Commands;

/// <summary>What a runner has running, for the person who waits for it, and that person's last resort.</summary>
public interface IRunningCommands
{
    /// <summary>The commands that run now, the oldest first.</summary>
    IReadOnlyList<CommandInProgress> Running { get; }

    /// <summary>
    /// SIGKILL to the whole tree of every command that has had its interrupt, also of those that hold state. For a person who was told what
    /// it costs and said yes; nothing else may call it.
    /// </summary>
    /// <returns>What was killed.</returns>
    IReadOnlyList<CommandInProgress> KillInterrupted();
}

/// <summary>A command that runs.</summary>
/// <param name="Command">What was started.</param>
/// <param name="Started">When.</param>
/// <param name="Interrupted">When it got its one interrupt; null where it has had none.</param>
public sealed record CommandInProgress(Command Command, DateTimeOffset Started, DateTimeOffset? Interrupted);
