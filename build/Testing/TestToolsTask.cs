using Cake.Frosting;
using HyOps.Cake;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Engine.Setup;
using HyOps.Presentation.Screens;
using HyOps.Presentation.Setup;

namespace Build.Testing;

/// <summary>What the tests run and HyOps itself does not: found and installed as the tools of the phases are.</summary>
[TaskName("TestTools")]
[TaskDescription("finds the programs that only the tests need, and installs what lacks where it may (root, or --sudo)")]
public sealed class TestToolsTask : AsyncFrostingTask<HyOpsContext>
{
    public override async Task RunAsync(HyOpsContext context)
    {
        var system = HostSystem.Read();
        var narration = Screen.Error(context.World);
        var output = new LineOutput((_, line) => narration.WriteLine("  | " + line, TextStyle.Quiet));
        var request = new SetupRequest { Install = true, NoInstall = context.Options.NoInstall, Sudo = context.Options.Sudo };
        var report = await new SetupTools(context.World, context.Runner, system, TestTools.For(system.Family))
            .RunAsync(request, output, line => narration.WriteLine(line), context.CancellationToken);
        output.Complete();
        if (!report.IsReady)
        {
            SetupView.Write(Screen.Out(context.World), report);
            throw new HyOpsException(report.ExitCode, "programs that the tests need are missing", "install them as told above, then run this again");
        }
    }
}
