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
        var (input, output, narration) = (Given(0, !Console.IsInputRedirected), Given(1, !Console.IsOutputRedirected), Given(2, !Console.IsErrorRedirected));
        var error = new StreamWriter(new StandardStream(narration.Open(Console.OpenStandardError), isData: false), utf8) { AutoFlush = true };
        return new Terminal
        {
            In = input.Open(Console.OpenStandardInput)(),
            Out = new StreamWriter(new StandardStream(output.Open(Console.OpenStandardOutput), isData: true), utf8) { AutoFlush = true },
            Error = error,
            InIsTerminal = input.IsTerminal,
            OutIsTerminal = output.IsTerminal,
            ErrorIsTerminal = narration.IsTerminal,
            Color = !plain && narration.IsTerminal,
            Width = narration.IsTerminal ? Math.Clamp(Console.BufferWidth, 40, 200) : 80,
            Prompt = input.IsTerminal && narration.IsTerminal ? new TerminalPrompt(error) : null,
            Device = input.IsTerminal ? NativeTerminal.NameOf(0) : null,
            MeasureSize = narration.IsTerminal ? static () => new TerminalSize(Console.BufferWidth, Console.WindowHeight) : null,
        };
    }

    private static StandardDescriptor Given(int descriptor, bool isTerminal)
    {
        var given = InheritedDescriptor.IsGiven(descriptor);
        return new StandardDescriptor(given, given && isTerminal);
    }

    /// <summary>A standard stream as we were given it, or not.</summary>
    private readonly record struct StandardDescriptor(bool IsGiven, bool IsTerminal)
    {
        internal Func<Stream> Open(Func<Stream> given) => IsGiven ? given : static () => new AbsentStream();
    }
}
