using HyOps.Core.Commands;
using HyOps.Core.Drivers;

namespace HyOps.Engine.Tests.Tools;

/// <summary>A tool whose program prints nothing but its version.</summary>
internal sealed class NamedTool(string program) : ITool
{
    public ToolName Name { get; } = new(program, program);

    public Command VersionCommand(string program, ChildEnvironment environment) =>
        new() { Program = program, Arguments = ["--version"], WorkingDirectory = "/", Environment = environment };

    public Version? ReadVersion(string output) => Version.TryParse(output.Trim(), out var version) ? version : null;
}
