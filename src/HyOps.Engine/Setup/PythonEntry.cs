using System.Text;
using HyOps.Core.Commands;

namespace HyOps.Engine.Setup;

/// <summary>
/// Asks the Python package behind an entry script for its version. Ansible's own <c>--version</c> loads all of Ansible, which takes most of a
/// second; its module <c>ansible.release</c>, read by the script's own interpreter, tells the same in a tenth of that.
/// </summary>
internal static class PythonEntry
{
    private const int LongestFirstLine = 512;

    /// <summary>The command that prints the package's version; null where the program is no script of one Python interpreter.</summary>
    /// <param name="program">The absolute path of the program.</param>
    /// <param name="module">The module that holds <c>__version__</c>.</param>
    /// <param name="environment">What the command sees.</param>
    public static Command? VersionCommand(string program, string module, ChildEnvironment environment) =>
        InterpreterOf(program) is { } interpreter
            ? new Command { Program = interpreter, Arguments = ["-c", $"import {module} as it; print(it.__version__)"], WorkingDirectory = "/", Environment = environment }
            : null;

    // "#!/usr/bin/python3" alone: what env or a shell would choose, only they know.
    private static string? InterpreterOf(string program)
    {
        try
        {
            using var file = File.OpenRead(program);
            var start = new byte[LongestFirstLine];
            var text = Encoding.UTF8.GetString(start, 0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
            var line = text.Split('\n')[0];
            var interpreter = line.StartsWith("#!", StringComparison.Ordinal) ? line[2..].Trim() : "";
            return Path.GetFileName(interpreter).StartsWith("python", StringComparison.Ordinal) && File.Exists(interpreter) ? interpreter : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A program that may be executed but not read: it is asked itself.
            return null;
        }
    }
}
