using System.Globalization;
using Cake.Core;

namespace Cake.Frosting.Tests;

internal sealed class WriterConsole(TextWriter writer) : IConsole
{
    public ConsoleColor ForegroundColor { get; set; }

    public ConsoleColor BackgroundColor { get; set; }

    public bool SupportAnsiEscapeCodes => false;

    public void Write(string format, params object[] arg) => writer.Write(string.Format(CultureInfo.InvariantCulture, format, arg));

    public void Write(string value) => writer.Write(value);

    public void WriteLine(string format, params object[] arg) => writer.Write(string.Format(CultureInfo.InvariantCulture, format, arg) + "\n");

    public void WriteLine(string value) => writer.Write(value + "\n");

    public void WriteError(string format, params object[] arg) => Write(format, arg);

    public void WriteError(string value) => Write(value);

    public void WriteErrorLine(string format, params object[] arg) => WriteLine(format, arg);

    public void WriteErrorLine(string value) => WriteLine(value);

    public void ResetColor()
    {
    }
}
