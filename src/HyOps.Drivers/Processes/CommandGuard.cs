using HyOps.Core.Commands;
using HyOps.Core.Redaction;

namespace HyOps.Drivers.Processes;

/// <summary>What is checked before a start: nothing secret on argv, nothing that the system would silently cut, a directory to start in.</summary>
internal static class CommandGuard
{
    /// <summary>Refuses a command that must not be started.</summary>
    /// <param name="command">The command.</param>
    /// <param name="masks">Every registered secret in all its forms.</param>
    internal static void Check(Command command, MaskSet masks)
    {
        CheckArguments(command, masks);
        CheckEnvironment(command);
        if (command is { KeepsTerminal: true, Stop: StopPolicy.HoldsState } or { KeepsTerminal: true, Input: not null })
        {
            throw new ArgumentException("a command at the terminal can neither hold state nor be given input", nameof(command));
        }

        if (!Directory.Exists(command.WorkingDirectory))
        {
            throw CommandNotStartedException.NoDirectory(command.Program, command.WorkingDirectory);
        }
    }

    private static void CheckArguments(Command command, MaskSet masks)
    {
        if (masks.Holds(command.Program))
        {
            throw CommandNotStartedException.SecretInProgram();
        }

        for (var index = 0; index < command.Arguments.Length; index++)
        {
            if (masks.Holds(command.Arguments[index]))
            {
                throw CommandNotStartedException.SecretInArgument(command.Program, index + 1);
            }

            if (command.Arguments[index].Contains('\0', StringComparison.Ordinal))
            {
                throw CommandNotStartedException.NulCharacter(command.Program, $"argument {index + 1}");
            }
        }
    }

    private static void CheckEnvironment(Command command)
    {
        foreach (var (name, holdsNul) in Variables(command.Environment))
        {
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
            {
                throw CommandNotStartedException.BadVariableName(command.Program, name);
            }

            if (holdsNul)
            {
                throw CommandNotStartedException.NulCharacter(command.Program, $"the value of {name}");
            }
        }
    }

    private static IEnumerable<(string Name, bool HoldsNul)> Variables(ChildEnvironment environment) =>
        environment.Plain.Select(pair => (pair.Key, pair.Value.Contains('\0', StringComparison.Ordinal)))
            .Concat(environment.Secrets.Select(pair => (pair.Key, pair.Value.Reveal().Contains('\0', StringComparison.Ordinal))));
}
