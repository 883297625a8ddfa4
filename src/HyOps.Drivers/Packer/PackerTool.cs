using System.Text.RegularExpressions;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;

namespace HyOps.Drivers.Packer;

/// <summary>Packer's names and version.</summary>
public sealed partial class PackerTool : ITool
{
    /// <inheritdoc/>
    public ToolName Name { get; } = new("packer", "packer");

    /// <inheritdoc/>
    public Command VersionCommand(string program, ChildEnvironment environment) => new()
    {
        Program = program,
        Arguments = ["version"],
        WorkingDirectory = "/",
        // Without it, "version" asks a server whether there is a newer one.
        Environment = environment.With("CHECKPOINT_DISABLE", "1"),
        CaptureStandardOutput = true,
        Timeout = TimeSpan.FromSeconds(30),
    };

    /// <inheritdoc/>
    public Version? ReadVersion(string output) =>
        VersionLine().Match(output) is { Success: true } match && Version.TryParse(match.Groups[1].Value, out var version) ? version : null;

    [GeneratedRegex(@"^Packer v(\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionLine();
}
