using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Drivers.Processes;
using HyOps.Engine.Setup;
using HyOps.Presentation.Screens;
using HyOps.Presentation.Setup;
using Command = System.CommandLine.Command;

namespace HyOps.Cli.Setup;

/// <summary><c>hyops setup check|all</c>.</summary>
internal static class SetupVerbs
{
    internal static Command Create() => new Noun("setup", "Finds the tools that runs need, says how to get what lacks, and installs it where it may.")
    {
        Subcommands = { Check(), All() },
        Examples = [new("hyops setup check", "says what is here and what lacks"), new("hyops setup all --sudo", "installs what lacks")],
    };

    private static Verb Check() => new("check", "Looks for each tool and its version; installs nothing.", (invocation, cancellationToken) =>
        RunAsync(invocation, new SetupRequest(), cancellationToken))
    {
        Examples = [new("hyops setup check --json", "the same, for programs; exit code 12 where something needed lacks")],
    };

    private static Verb All()
    {
        var sudo = new Option<bool>("--sudo") { Description = "Install through sudo, which must not need to ask for a password." };
        var noInstall = new Option<bool>("--no-install") { Description = "Install nothing; say what would be installed." };
        return new Verb("all", "Installs the tools that lack, with the system's package manager.", (invocation, cancellationToken) =>
            RunAsync(invocation, new SetupRequest { Install = true, Sudo = invocation.Get(sudo), NoInstall = invocation.Get(noInstall) }, cancellationToken))
        {
            Options = { sudo, noInstall },
            Examples =
            [
                new("hyops setup all", "installs as root"),
                new("hyops setup all --sudo", "installs as an ordinary user who may use sudo"),
                new("hyops setup all --env drill", "the tools that its modules need, in its versions, and its packages"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, SetupRequest request, CancellationToken cancellationToken)
    {
        var system = HostSystem.Read();
        var runner = new ProcessCommandRunner(invocation.Masker, invocation.World.Clock);
        var services = Composition.Of(invocation.World) with { Masker = invocation.Masker, Runner = runner };
        request = EnvironmentSetup.For(services, invocation.Project, invocation.Environment, request, cancellationToken);
        var setup = new SetupTools(invocation.World, runner, system, ToolCatalogue.For(system.Family));
        var output = new LineOutput((_, line) => invocation.Error.WriteLine("  | " + line, TextStyle.Quiet));
        var report = await setup.RunAsync(request, output, line => invocation.Error.WriteLine(line), cancellationToken);
        output.Complete();
        return invocation.Answer(report.ExitCode, () => SetupJson.Of(report), screen => SetupView.Write(screen, report));
    }
}
