using HyOps.Core.Commands;

namespace HyOps.Core.Drivers;

/// <summary>A program whose version can be asked.</summary>
public interface ITool
{
    /// <summary>Its names.</summary>
    ToolName Name { get; }

    /// <summary>The command that prints its version.</summary>
    /// <param name="program">The absolute path of the program.</param>
    /// <param name="environment">The child's environment.</param>
    Command VersionCommand(string program, ChildEnvironment environment);

    /// <summary>Reads the version from what that command printed; null where it is not there.</summary>
    /// <param name="output">Standard output.</param>
    Version? ReadVersion(string output);
}
