using System.Collections;
using System.Text;

namespace HyOps.Core.World;

/// <summary>The world as it is. Called once, in Main.</summary>
public static class RealSurroundings
{
    /// <summary>Reads the process's environment, directory and terminal.</summary>
    public static Surroundings Read()
    {
        var variables = ReadVariables();
        return new Surroundings
        {
            Clock = TimeProvider.System,
            Variables = variables,
            WorkingDirectory = Directory.GetCurrentDirectory(),
            Terminal = ReadTerminal(variables),
            HostName = Environment.MachineName,
            UserName = Environment.UserName,
            IsPrivileged = Environment.IsPrivilegedProcess,
            ProcessId = Environment.ProcessId,
            ProcessorCount = Environment.ProcessorCount,
        };
    }

    private static Dictionary<string, string> ReadVariables()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables.Add((string)entry.Key, (string?)entry.Value ?? "");
        }

        return variables;
    }

    private static Terminal ReadTerminal(Dictionary<string, string> variables)
    {
        // Not Console.Out: children and we write UTF-8 whatever LANG says, and the encoding must not emit a byte order mark.
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var plain = variables.GetValueOrDefault("NO_COLOR") is { Length: > 0 } || variables.GetValueOrDefault("TERM") is "dumb";
        var error = new StreamWriter(new StandardStream(Console.OpenStandardError, isData: false), utf8) { AutoFlush = true };
        return new Terminal
        {
            In = Console.OpenStandardInput(),
            Out = new StreamWriter(new StandardStream(Console.OpenStandardOutput, isData: true), utf8) { AutoFlush = true },
            Error = error,
            InIsTerminal = !Console.IsInputRedirected,
            OutIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Color = !plain && !Console.IsErrorRedirected,
            Width = Console.IsErrorRedirected ? 80 : Math.Clamp(Console.BufferWidth, 40, 200),
            Prompt = Console.IsInputRedirected || Console.IsErrorRedirected ? null : new TerminalPrompt(error),
            Device = Console.IsInputRedirected ? null : NativeTerminal.NameOf(0),
            MeasureSize = Console.IsErrorRedirected ? null : static () => new TerminalSize(Console.BufferWidth, Console.WindowHeight),
        };
    }
}
