using HyOps.Core.Commands;

namespace HyOps.Drivers.Tests.Processes;

/// <summary>The dummy program that lies beside the tests.</summary>
internal static class FakeTool
{
    /// <summary>Its absolute path.</summary>
    internal static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "HyOps.FakeTool");

    /// <summary>What a .NET program needs to start where .NET is not in a well-known place.</summary>
    internal static ChildEnvironment Environment { get; } = Runtime();

    /// <summary>A command that runs one of its verbs.</summary>
    internal static Command Command(params string[] arguments) => new()
    {
        Program = Path,
        Arguments = [.. arguments],
        WorkingDirectory = AppContext.BaseDirectory,
        Environment = Environment,
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>The same command as a step's.</summary>
    internal static Command InStep(this Command command) => command with { Environment = command.Environment.With("TRACEPARENT", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01") };

    /// <summary>The same command as one of a run of its own, by which all that it starts can be found.</summary>
    internal static Command InRun(this Command command, out string run)
    {
        run = Guid.NewGuid().ToString("N");
        return command with { Environment = command.Environment.With("HYOPS_RUN_ID", run) };
    }

    private static ChildEnvironment Runtime() => ChildEnvironment.Empty
        .With("PATH", "/usr/bin:/bin")
        .With("DOTNET_ROOT", System.IO.Path.GetFullPath("../../..", System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)!));
}
