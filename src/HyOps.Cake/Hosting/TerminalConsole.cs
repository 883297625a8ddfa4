using System.Globalization;
using Cake.Core;
using HyOps.Core.World;

namespace HyOps.Cake.Hosting;

/// <summary>
/// The engine's console over the terminal of <see cref="Surroundings"/>. Narration goes to standard error; what was asked for as data
/// (a tree) goes to standard output. Colours only where the terminal wants them: the engine's own console writes escapes into files.
/// </summary>
/// <param name="terminal">The terminal.</param>
/// <param name="data">Whether the engine's normal output is data.</param>
public sealed class TerminalConsole(Terminal terminal, bool data) : IConsole
{
    private readonly TextWriter normal = data ? terminal.Out : terminal.Error;

    /// <inheritdoc/>
    public ConsoleColor ForegroundColor { get; set; }

    /// <inheritdoc/>
    public ConsoleColor BackgroundColor { get; set; }

    /// <inheritdoc/>
    public bool SupportAnsiEscapeCodes => terminal.Color && !data;

    /// <inheritdoc/>
    public void Write(string format, params object[] arg) => Write(Format(format, arg));

    /// <inheritdoc/>
    public void Write(string value) => normal.Write(value);

    /// <inheritdoc/>
    public void WriteLine(string format, params object[] arg) => WriteLine(Format(format, arg));

    /// <inheritdoc/>
    public void WriteLine(string value) => normal.Write(value + '\n');

    /// <inheritdoc/>
    public void WriteError(string format, params object[] arg) => WriteError(Format(format, arg));

    /// <inheritdoc/>
    public void WriteError(string value) => terminal.Error.Write(value);

    /// <inheritdoc/>
    public void WriteErrorLine(string format, params object[] arg) => WriteErrorLine(Format(format, arg));

    /// <inheritdoc/>
    public void WriteErrorLine(string value) => terminal.Error.Write(value + '\n');

    /// <inheritdoc/>
    public void ResetColor()
    {
    }

    private static string Format(string format, object[] arg) => string.Format(CultureInfo.InvariantCulture, format, arg);
}
