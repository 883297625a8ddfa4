using HyOps.Cake;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.World;

namespace Build;

/// <summary>This checkout, and the programs that build it.</summary>
internal sealed class Repository(HyOpsContext context)
{
    private const string Solution = "HyOps.Build.sln";

    /// <summary>The root of the checkout that this host was built from, wherever it is called from.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory)
        ?? throw new HyOpsException(
            ExitCode.OperatorError,
            $"no {Solution} above {AppContext.BaseDirectory}",
            "run the build by build.sh of a checkout of this repository");

    public string Configuration => context.Run.CommandLine.Value("configuration") ?? "Debug";

    public static string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>Runs the SDK, its output shown as it comes.</summary>
    public async Task DotnetAsync(string what, params IEnumerable<string> arguments)
    {
        var command = Describe("dotnet", arguments);
        var result = await context.Runner.RunAsync(command, new TerminalOutput(context.World.Terminal), context.CancellationToken);
        context.CancellationToken.ThrowIfCancellationRequested();
        if (result.ExitCode != 0)
        {
            throw new HyOpsException(ExitCode.ToolFailed, $"{what} failed: {command} ended with {result.ExitCode}", "mend what it says above, then run the same again");
        }
    }

    /// <summary>A command that sees what the developer's shell sees: these are the developer's own tools.</summary>
    public Command Describe(string program, IEnumerable<string> arguments) => Describe(context.World, program, arguments);

    /// <inheritdoc cref="Describe(string, IEnumerable{string})"/>
    public static Command Describe(Surroundings world, string program, IEnumerable<string> arguments)
    {
        // Build nodes that outlive the build would hold its output open.
        var environment = world.Variables.Aggregate(ChildEnvironment.Empty, (all, pair) => all.With(pair.Key, pair.Value))
            .With("MSBUILDDISABLENODEREUSE", "1")
            .With("DOTNET_CLI_USE_MSBUILD_SERVER", "0")
            .With("DOTNET_NOLOGO", "1")
            .With("DOTNET_CLI_TELEMETRY_OPTOUT", "1");
        return new Command { Program = program, Arguments = [.. arguments], WorkingDirectory = Root, Environment = environment };
    }

    private static string? FindRoot(string? directory)
    {
        while (directory is not null && !File.Exists(Path.Combine(directory, Solution)))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory;
    }
}
