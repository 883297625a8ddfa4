using System.Collections.Immutable;
using HyOps.Core.Commands;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Setup;

/// <summary>How a package manager may be started.</summary>
/// <param name="Manager">The absolute path of its program.</param>
/// <param name="Sudo">The absolute path of sudo, where it is the way.</param>
internal sealed record InstallAccess(string Manager, string? Sudo)
{
    /// <summary>The command that starts the manager.</summary>
    /// <param name="manager">The manager.</param>
    /// <param name="arguments">Its arguments.</param>
    public Command Start(PackageManager manager, ImmutableArray<string> arguments) => Sudo is null
        ? new Command { Program = Manager, Arguments = arguments, WorkingDirectory = "/" }
        : new Command { Program = Sudo, Arguments = [.. AsRoot(manager), Manager, .. arguments], WorkingDirectory = "/" };

    // sudo empties the environment, so what keeps the manager from asking goes through env. -n: fail instead of asking for a password.
    private static IEnumerable<string> AsRoot(PackageManager manager) =>
        ["-n", "env", $"LC_ALL={Utf8Locale.Name}", .. manager.Variables.Select(pair => $"{pair.Key}={pair.Value}")];
}
