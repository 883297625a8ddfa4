using System.Text.Json;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;

namespace HyOps.Drivers.Terraform;

/// <summary>Terraform's names and version.</summary>
public sealed class TerraformTool : ITool
{
    /// <inheritdoc/>
    public ToolName Name { get; } = new("terraform", "terraform");

    /// <inheritdoc/>
    public Command VersionCommand(string program, ChildEnvironment environment) => new()
    {
        Program = program,
        Arguments = ["version", "-json"],
        WorkingDirectory = "/",
        // Without it, "version" asks a server whether there is a newer one.
        Environment = environment.With("CHECKPOINT_DISABLE", "1"),
        CaptureStandardOutput = true,
        Timeout = TimeSpan.FromSeconds(30),
    };

    /// <inheritdoc/>
    public Version? ReadVersion(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            var text = document.RootElement.GetProperty("terraform_version").GetString() ?? "";

            // 1.12.0-beta1 counts as 1.12.0.
            return Version.TryParse(text.Split('-')[0], out var version) ? version : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
