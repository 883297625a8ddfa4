using HyOps.Core;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets.Editing;

/// <summary>An edit that was not taken over. The bundle is as it was; no value is shown.</summary>
public sealed class EditException : HyOpsException
{
    private EditException(ExitCode exitCode, string message, string nextStep)
        : base(exitCode, message, nextStep)
    {
    }

    internal static EditException NoEditor() => new(
        ExitCode.DependencyMissing, "no editor was found: VISUAL and EDITOR are not set, and there is no editor, vi or nano on PATH", "export EDITOR=vim, or another editor that runs in the terminal");

    internal static EditException Copies(string editor) => new(
        ExitCode.Refused, $"refused: {editor} hands the file to a program outside this terminal, which keeps copies and histories on the disk", "use an editor that runs in the terminal: EDITOR=vim hyops secrets edit …");

    internal static EditException EditorFailed(string editor, int exitCode) => new(
        ExitCode.OperatorError, $"{editor} ended with exit code {exitCode}; the bundle is as it was", "edit again, and leave the editor in its usual way");

    internal static EditException Gone() => new(
        ExitCode.OperatorError, "the edited file is gone; the bundle is as it was", "save it under its own name");

    internal static EditException NotEnvFile(string problem, string environment) => new(
        ExitCode.OperatorError, $"{problem}; the bundle is as it was", $"edit again: hyops secrets edit --env {environment}");

    internal static EditException Conflict(string bundle, IEnumerable<SecretName> keys, string environment) => new(
        ExitCode.Refused, $"{bundle}: somebody else changed {string.Join(", ", keys)} while you edited them; theirs stay, and nothing of yours was written",
        $"look at what is there now, then edit again: hyops secrets edit --env {environment}");
}
