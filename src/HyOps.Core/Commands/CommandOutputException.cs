namespace HyOps.Core.Commands;

/// <summary>A command ran to its end, but its output could not be kept. <see cref="Result"/> says how it ended.</summary>
public sealed class CommandOutputException : HyOpsException
{
    private CommandOutputException(ExitCode exitCode, string message, string nextStep, CommandResult result, Exception? cause = null)
        : base(exitCode, message, nextStep, cause) => Result = result;

    /// <summary>How the command ended.</summary>
    public CommandResult Result { get; }

    /// <summary>The sink of the output failed (a full disk); the command was left to run to its end, and the rest of its output is lost.</summary>
    /// <param name="command">The command.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="cause">What the sink threw.</param>
    public static CommandOutputException NotWritten(Command command, CommandResult result, Exception cause) =>
        new(ExitCode.InternalError, $"{command.Program}: its output could not be written: {cause.Message} (it ended with exit code {result.ExitCode})", "make room for the run's records, look at what the command changed, and run again", result, cause);

    /// <summary>Standard output was more than may be kept in memory; the command was interrupted.</summary>
    /// <param name="command">The command.</param>
    /// <param name="result">How it ended.</param>
    public static CommandOutputException TooLarge(Command command, CommandResult result) =>
        new(ExitCode.ToolFailed, $"{command.Program}: wrote more than the {command.CaptureLimit} bytes that are kept of its output", "find out why the output is so large; it should be a short document", result);
}
