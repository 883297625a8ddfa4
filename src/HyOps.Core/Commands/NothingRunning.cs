namespace HyOps.Core.Commands;

/// <summary>For runners that start no process.</summary>
public sealed class NothingRunning : IRunningCommands
{
    /// <summary>The one there is.</summary>
    public static NothingRunning Instance { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<CommandInProgress> Running => [];

    /// <inheritdoc/>
    public IReadOnlyList<CommandInProgress> KillInterrupted() => [];
}
