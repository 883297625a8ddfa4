namespace HyOps.Core.Commands;

/// <summary>Runs a program that a person works with, such as an editor: it has our own streams and terminal, and nothing of it is seen or masked.</summary>
public interface IForegroundRunner
{
    /// <summary>
    /// Starts the program in our session and waits for its end. Cancelling asks it to end (SIGTERM), and kills it after
    /// <see cref="Command.Grace"/>; the call still returns the result (<see cref="CommandResult.Interrupted"/>).
    /// </summary>
    /// <param name="command">What to start; its input and its captures count for nothing.</param>
    /// <param name="cancellationToken">Cancelled = ask it to end.</param>
    /// <exception cref="CommandNotStartedException">The program is missing or not executable.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the start; never after it.</exception>
    Task<CommandResult> RunAsync(Command command, CancellationToken cancellationToken);
}
