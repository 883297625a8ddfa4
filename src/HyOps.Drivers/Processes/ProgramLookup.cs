using System.Text;
using HyOps.Core.Commands;

namespace HyOps.Drivers.Processes;

/// <summary>
/// Finds a command's program as the child would: on the <c>PATH</c> of its environment, not on ours.
/// Empty and relative entries of PATH are passed over: what runs must not depend on the directory.
/// </summary>
internal static class ProgramLookup
{
    /// <summary>The absolute path of the program, checked to be an executable file.</summary>
    internal static string Find(Command command)
    {
        var path = command.Program.Contains('/', StringComparison.Ordinal)
            ? Existing(command.Program, Path.GetFullPath(command.Program, command.WorkingDirectory))
            : OnPath(command);
        RefuseWithoutInterpreter(path);
        return path;
    }

    private static string Existing(string program, string path)
    {
        if (Directory.Exists(path))
        {
            throw CommandNotStartedException.NotAProgram(program, "it is a directory");
        }

        if (!File.Exists(path))
        {
            throw CommandNotStartedException.Missing(program);
        }

        return Posix.IsExecutable(path) ? path : throw CommandNotStartedException.NotAProgram(program, "it may not be executed");
    }

    private static string OnPath(Command command)
    {
        if (command.Program.Length == 0 || command.Environment.Plain.GetValueOrDefault("PATH") is not { Length: > 0 } search)
        {
            throw CommandNotStartedException.Missing(command.Program);
        }

        var files = search.Split(':')
            .Where(Path.IsPathFullyQualified)
            .Select(directory => Path.Combine(directory, command.Program))
            .Where(File.Exists)
            .ToList();
        return files.Find(Posix.IsExecutable)
            ?? throw (files is [var first, ..]
                ? CommandNotStartedException.NotAProgram(first, "it may not be executed")
                : CommandNotStartedException.Missing(command.Program));
    }

    /// <summary>A script whose <c>#!</c> line names a missing program would fail inside the launcher, in words that mislead.</summary>
    private static void RefuseWithoutInterpreter(string path)
    {
        if (Interpreter(path) is { Length: > 0 } interpreter && !File.Exists(interpreter))
        {
            throw CommandNotStartedException.NotAProgram(path, $"its first line asks for {interpreter}, which does not exist");
        }
    }

    private static string? Interpreter(string path)
    {
        Span<byte> start = stackalloc byte[256];
        try
        {
            using var file = File.OpenHandle(path);
            start = start[..RandomAccess.Read(file, start, 0)];
        }
        catch (UnauthorizedAccessException)
        {
            return null; // Execute-only files are legal; the system will judge.
        }

        if (!start.StartsWith("#!"u8))
        {
            return null;
        }

        var line = start[2..].TrimStart(" \t"u8);
        var end = line.IndexOfAny(" \t\r\n"u8);
        return end < 0 ? null : Encoding.UTF8.GetString(line[..end]);
    }
}
