using System.Text;
using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Tests;

/// <summary>Runs a host with the tasks of a test, in process, and keeps what it did and printed.</summary>
internal sealed class Kitchen
{
    private readonly StringBuilder output = new();

    public Journal Journal { get; } = new();

    public string Output => output.ToString();

    public int Run(string commandLine, params Type[] tasks) => Run(commandLine, _ => { }, tasks);

    public int Run(string commandLine, Action<CakeHost> configure, params Type[] tasks)
    {
        var host = new CakeHost()
            .UseContext<KitchenContext>()
            .UseLifetime<KitchenLifetime>()
            .ConfigureServices(services => services
                .AddSingleton(Journal)
                .AddSingleton<IConsole>(new WriterConsole(new StringWriter(output)))
                .AddSingleton<ICakeReportPrinter>(new NoReport())
                .AddSingleton(CreateAnsiConsole()));
        configure(host);
        return host.Run(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries), tasks);
    }

    private IAnsiConsole CreateAnsiConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(new StringWriter(output)),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
        });
        console.Profile.Width = 80;
        return console;
    }

    private sealed class NoReport : ICakeReportPrinter
    {
        public void Write(CakeReport report)
        {
        }

        public void WriteLifeCycleStep(string name, Verbosity verbosity)
        {
        }

        public void WriteStep(string name, Verbosity verbosity)
        {
        }

        public void WriteSkippedStep(string name, Verbosity verbosity)
        {
        }
    }
}

/// <summary>What happened, in order.</summary>
public sealed class Journal
{
    private readonly List<string> entries = [];

    public IReadOnlyList<string> Entries => entries;

    public Exception? Thrown { get; set; }

    public void Add(string entry) => entries.Add(entry);
}

public sealed class KitchenContext(ICakeContext context, Journal journal) : FrostingContext(context)
{
    public Journal Journal => journal;
}

public sealed class KitchenLifetime : FrostingLifetime<KitchenContext>
{
    public override void Setup(KitchenContext context, ISetupContext info) => context.Journal.Add($"setup for {info.TargetTask.Name}");

    public override void Teardown(KitchenContext context, ITeardownContext info)
    {
        context.Journal.Add(info.Successful ? "teardown" : "teardown after a failure");
        context.Journal.Thrown = info.ThrownException;
    }
}
