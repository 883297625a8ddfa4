namespace HyOps.Core.Commands;

/// <summary>The one seam for processes.</summary>
public interface ICommandRunner
{
    /// <summary>
    /// Starts the command in a session and process group of its own, streams its masked output, and waits for its end.
    /// Cancelling sends exactly one SIGINT to the group, then follows <see cref="Command.Stop"/>; the call still returns the result
    /// (<see cref="CommandResult.Interrupted"/>) instead of throwing, so that callers can look at what was left behind.
    /// </summary>
    /// <param name="command">What to start.</param>
    /// <param name="output">Where the masked output goes.</param>
    /// <param name="cancellationToken">Cancelled = interrupt.</param>
    /// <exception cref="CommandNotStartedException">The program is missing, not executable, or an argument holds a secret.</exception>
    /// <exception cref="CommandOutputException">It ran to its end, but its output could not be kept.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the start; never after it.</exception>
    Task<CommandResult> RunAsync(Command command, ICommandOutput output, CancellationToken cancellationToken);
}
