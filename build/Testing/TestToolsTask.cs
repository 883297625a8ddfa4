using Cake.Frosting;
using HyOps.Cake;
using HyOps.Contracts.Projects;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Engine.Setup;
using HyOps.Presentation.Screens;
using HyOps.Presentation.Setup;

namespace Build.Testing;

/// <summary>What the tests run and HyOps itself does not: found and installed as the tools of the phases are.</summary>
[TaskName("TestTools")]
[TaskDescription("finds the programs and packages that only the tests need, and installs what lacks where it may (root, or --sudo)")]
public sealed class TestToolsTask : AsyncFrostingTask<HyOpsContext>
{
    public override async Task RunAsync(HyOpsContext context)
    {
        var system = HostSystem.Read();
        var narration = Screen.Error(context.World);
        var output = new LineOutput((_, line) => narration.WriteLine("  | " + line, TextStyle.Quiet));
        // The recovery that the tests rehearse is the one of this environment: what it needs stands there.
        var drill = EnvironmentSetup.Read(ProjectFolders.At(Repository.Root), EnvironmentName.Parse("drill"), context.CancellationToken);
        var request = new SetupRequest { Install = true, NoInstall = context.Options.NoInstall, Sudo = context.Options.Sudo, Environment = drill };
        var report = await new SetupTools(context.World, context.Runner, system, TestTools.For(system.Family))
            .RunAsync(request, output, line => narration.WriteLine(line), context.CancellationToken);
        output.Complete();
        if (!report.IsReady)
        {
            SetupView.Write(Screen.Out(context.World), report);
            throw new HyOpsException(report.ExitCode, "programs or packages that the tests need are missing", "install them as told above, then run this again");
        }
    }
}
