using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using HyOps.Cli.Hosting;
using HyOps.Core;

namespace HyOps.Cli.Version;

/// <summary><c>hyops version</c>.</summary>
internal static class VersionVerb
{
    /// <summary>Our version, without the commit that the build adds.</summary>
    internal static string Current { get; } =
        typeof(VersionVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    internal static Command Create() => new Verb("version", "Prints the version.", (invocation, _) => Task.FromResult(invocation.Answer(
        ExitCode.Ok,
        () => new() { ["version"] = Current, ["runtime"] = RuntimeInformation.FrameworkDescription },
        screen => screen.WriteLine($"hyops {Current}"))))
    {
        Examples = [new("hyops version --json", "tells the .NET runtime, too")],
    };
}
