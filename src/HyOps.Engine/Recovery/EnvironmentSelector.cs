using HyOps.Core.Files;
using HyOps.Engine.Phases;

namespace HyOps.Engine.Recovery;

/// <summary>The options that name the same environment, root and project in the next command that an operator types.</summary>
internal static class EnvironmentSelector
{
    /// <summary>The options: <c>--env drill --root /srv/drill</c>.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="options">What the operator said this time.</param>
    public static string Of(string environment, RunPhaseOptions options) => Of(environment, options.Root, options.Project, options.Confirmation);

    /// <summary>The options.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="root"><c>--root</c>, where it was given.</param>
    /// <param name="project"><c>--project</c>, where it was given.</param>
    /// <param name="confirmation"><c>--confirm</c>, where it was given.</param>
    public static string Of(string environment, string? root, string? project, string? confirmation) =>
        string.Join(' ', new[] { Option("env", environment), Option("root", root), Option("project", project), Option("confirm", confirmation) }.OfType<string>());

    private static string? Option(string name, string? value) => value is null ? null : $"--{name} {(value.All(IsPlain) ? value : FileModes.ShellQuoted(value))}";

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "-_./".Contains(c, StringComparison.Ordinal);
}
