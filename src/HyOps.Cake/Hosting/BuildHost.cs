using System.Reflection;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using HyOps.Core;
using HyOps.Core.World;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace HyOps.Cake.Hosting;

/// <summary>A repository's build program: its targets and the ones of HyOps, the options, and the exit codes of <c>hyops</c>.</summary>
/// <param name="world">The world, read in Main.</param>
public sealed class BuildHost(Surroundings world)
{
    /// <summary>The assemblies whose public tasks are targets, beside the ones of HyOps.</summary>
    public IReadOnlyList<Assembly> Tasks { get; init; } = [];

    /// <summary>Options of this host alone.</summary>
    public IReadOnlyList<HostOption> Options { get; init; } = [];

    /// <summary>Command lines for the help, each with what it does.</summary>
    public IReadOnlyList<(string Command, string Effect)> Examples { get; init; } = [];

    /// <summary>The absolute folder of the project that this host belongs to; null looks upwards from the working directory.</summary>
    public string? Project { get; init; }

    /// <summary>Called before targets run, and not where they are only shown. What it throws ends the host as a task's failure does.</summary>
    public Action<CommandLine>? BeforeRun { get; init; }

    private IReadOnlyList<(string Heading, IReadOnlyList<HostOption> Options)> OptionGroups =>
        [("Options", HostOptions.Run), ("Options of the phases", HostOptions.Phases), ("Options of this repository", Options)];

    /// <summary>Runs the targets that the arguments name; without arguments, shows the help.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The exit code: one of <see cref="ExitCode"/>, or the one of a task's <see cref="CakeException"/>.</returns>
    public int Run(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var assemblies = Tasks.Append(typeof(BuildHost).Assembly).Concat(Assembly.GetEntryAssembly() is { } entry ? [entry] : []).Distinct().ToList();
        var targets = Target.In(assemblies);
        try
        {
            var line = CommandLine.Parse(args, [.. OptionGroups.SelectMany(group => group.Options)], [.. targets.Select(target => target.Name)]);
            return args.Count == 0 || line.Has("help") ? ShowHelp(targets) : RunTargets(line, assemblies);
        }
        catch (HyOpsException exception)
        {
            FailureText.Write(world, exception, text => text);
            return (int)exception.ExitCode;
        }
    }

    private int ShowHelp(IReadOnlyList<Target> targets)
    {
        world.Terminal.Out.Write(HelpText.For(targets, OptionGroups, Examples));
        return (int)ExitCode.Ok;
    }

    private int RunTargets(CommandLine line, IEnumerable<Assembly> assemblies)
    {
        var shows = line.Has("tree") || line.Has("description");
        if (!shows && line.All("target").Count == 0)
        {
            throw CommandLineException.NoTarget();
        }

        if (!shows && !line.Has("dryrun"))
        {
            BeforeRun?.Invoke(line);
        }

        var terminal = line.Has("no-color") ? world.Terminal with { Color = false } : world.Terminal;
        using var signals = new SignalCancellation(text => terminal.Error.Write(text + '\n'));
        var run = new HostRun(world with { Terminal = terminal }, line, Project, signals);
        var engineCode = Compose(run, shows, assemblies).Run(line.Canonical());
        return Conclude(run, engineCode);
    }

    private static CakeHost Compose(HostRun run, bool shows, IEnumerable<Assembly> assemblies)
    {
        var host = new CakeHost()
            .UseContext<HyOpsContext>()
            .UseLifetime<HyOpsLifetime>()
            .ConfigureServices(services => services
                .AddSingleton(run)
                .AddSingleton<IConsole>(new TerminalConsole(run.World.Terminal, shows))
                .AddSingleton<ICakeLog, HostLog>()
                .AddSingleton<ICakeReportPrinter>(new HostReportPrinter(run.World.Terminal))
                .AddSingleton(_ => CreateAnsiConsole(run.World.Terminal)));
        foreach (var assembly in assemblies)
        {
            host.AddAssembly(assembly);
        }

        return host;
    }

    private static IAnsiConsole CreateAnsiConsole(Terminal terminal)
    {
        var colors = terminal is { Color: true, OutIsTerminal: true };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(terminal.Out),
            Ansi = colors ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = terminal.Width;
        return console;
    }

    private static int Conclude(HostRun run, int engineCode)
    {
        var cancelled = run.CancellationToken.IsCancellationRequested;
        var failure = run.Failure is null ? null : FailureText.Innermost(run.Failure);
        if (failure is not null)
        {
            FailureText.Write(run.World, failure, run.Masker.Current.Mask);
        }

        if (run.ClosingLine is { } closing)
        {
            run.World.Terminal.Out.Write(closing + '\n');
        }

        return engineCode == 0
            ? (int)ExitCode.Ok
            : failure is null ? (int)ExitCode.InternalError : FailureText.ExitCodeOf(failure, cancelled);
    }
}
