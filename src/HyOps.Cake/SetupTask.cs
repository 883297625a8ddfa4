using Cake.Frosting;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Engine.Setup;
using HyOps.Presentation.Screens;
using HyOps.Presentation.Setup;

namespace HyOps.Cake;

/// <summary>Finds the tools and an environment's packages, says what lacks, and installs it where that is allowed: the same use case as <c>hyops setup all</c>.</summary>
[TaskName("Setup")]
[TaskDescription("finds the tools, with --env the environment's packages too, and installs what lacks where it may (root, or --sudo)")]
public sealed class SetupTask : AsyncFrostingTask<HyOpsContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(HyOpsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var system = HostSystem.Read();
        var narration = Screen.Error(context.World);
        var output = new LineOutput((_, line) => narration.WriteLine("  | " + line, TextStyle.Quiet));
        var request = EnvironmentSetup.For(
            context.Run.Services, context.Options.Project, context.Options.Environment,
            new SetupRequest { Install = true, NoInstall = context.Options.NoInstall, Sudo = context.Options.Sudo }, context.CancellationToken);
        var report = await new SetupTools(context.World, context.Runner, system, ToolCatalogue.For(system.Family))
            .RunAsync(request, output, line => narration.WriteLine(line), context.CancellationToken);
        output.Complete();
        SetupView.Write(Screen.Out(context.World), report);
        if (!report.IsReady)
        {
            throw new HyOpsException(report.ExitCode, report.Packages.IsEmpty ? "tools are missing" : "tools or packages are missing", "install them as told above, then run this again");
        }
    }
}
