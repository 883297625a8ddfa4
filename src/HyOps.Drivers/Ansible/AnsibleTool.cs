using System.Text.RegularExpressions;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;

namespace HyOps.Drivers.Ansible;

/// <summary>Ansible's names and version.</summary>
public sealed partial class AnsibleTool : ITool
{
    /// <inheritdoc/>
    public ToolName Name { get; } = new("ansible-playbook", "ansible");

    /// <inheritdoc/>
    public Command VersionCommand(string program, ChildEnvironment environment) => new()
    {
        Program = program,
        Arguments = ["--version"],
        WorkingDirectory = "/",
        Environment = environment,
        CaptureStandardOutput = true,
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <inheritdoc/>
    public Version? ReadVersion(string output) =>
        VersionLine().Match(output) is { Success: true } match && Version.TryParse(match.Groups[1].Value, out var version) ? version : null;

    /// <remarks><c>ansible-playbook [core 2.14.18]</c>; before 2.11 <c>ansible-playbook 2.9.27</c>. A release candidate counts as its release.</remarks>
    [GeneratedRegex(@"^ansible-playbook (?:\[core )?(\d+\.\d+\.\d+)")]
    private static partial Regex VersionLine();
}
