namespace HyOps.Core.Commands;

/// <summary>A command that was not started, with the reason and the next step.</summary>
public sealed class CommandNotStartedException : HyOpsException
{
    private CommandNotStartedException(ExitCode exitCode, string message, string nextStep, Exception? cause = null)
        : base(exitCode, message, nextStep, cause)
    {
    }

    /// <summary>The program is nowhere on the child's PATH, or not at its path.</summary>
    /// <param name="program">The program asked for.</param>
    public static CommandNotStartedException Missing(string program) =>
        new(ExitCode.DependencyMissing, $"{program}: not found", "install it ('hyops setup check' says how), or put it on PATH");

    /// <summary>The system refused to start the program.</summary>
    /// <param name="program">The program's path.</param>
    /// <param name="cause">What the system said.</param>
    public static CommandNotStartedException Refused(string program, Exception cause) =>
        new(ExitCode.DependencyMissing, $"{program}: cannot be started: {cause.Message}", "check that the file is a program for this machine and may be executed", cause);

    /// <summary>An argument holds a registered secret: the process list would show it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="position">Which argument, from 1.</param>
    public static CommandNotStartedException SecretInArgument(string program, int position) =>
        new(ExitCode.Refused, $"{program}: argument {position} holds a secret, which the process list would show", "pass the secret through the environment or standard input");

    /// <summary>The working directory is not there.</summary>
    /// <param name="program">The program.</param>
    /// <param name="directory">The directory.</param>
    public static CommandNotStartedException NoDirectory(string program, string directory) =>
        new(ExitCode.OperatorError, $"{program}: its working directory {directory} does not exist", "create it, or correct the path");

    /// <summary>There is a file of that name, but it cannot be executed.</summary>
    /// <param name="program">The program's path.</param>
    /// <param name="reason">Why, as a clause.</param>
    public static CommandNotStartedException NotAProgram(string program, string reason) =>
        new(ExitCode.DependencyMissing, $"{program}: cannot be started: {reason}", "check the path, and that the file is a program that you may execute");

    /// <summary>The program's own path holds a registered secret.</summary>
    public static CommandNotStartedException SecretInProgram() =>
        new(ExitCode.Refused, "a program's path holds a secret, which the process list would show", "move the program to a path that holds no secret");

    /// <summary>Something holds a NUL character, at which the system would cut it silently.</summary>
    /// <param name="program">The program.</param>
    /// <param name="place">What holds it.</param>
    public static CommandNotStartedException NulCharacter(string program, string place) =>
        new(ExitCode.OperatorError, $"{program}: {place} holds a NUL character, where the system would cut it off", "pass binary data through standard input or a file");

    /// <summary>A variable's name is empty, or holds '=' or NUL.</summary>
    /// <param name="program">The program.</param>
    /// <param name="name">The name.</param>
    public static CommandNotStartedException BadVariableName(string program, string name) =>
        new(ExitCode.OperatorError, $"{program}: '{name.Replace('\0', '?')}' is no name for an environment variable", "use letters, digits and '_'");

    /// <summary>The system has no program that gives a child its own session.</summary>
    public static CommandNotStartedException NoLauncher() =>
        new(ExitCode.DependencyMissing, "setsid: not found, so that no program can be started in a session of its own", "install util-linux (or Perl, which serves as well)");
}
