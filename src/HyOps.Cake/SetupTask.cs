using Cake.Frosting;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Engine.Setup;
using HyOps.Presentation.Screens;
using HyOps.Presentation.Setup;

namespace HyOps.Cake;

/// <summary>Finds the tools, says what lacks, and installs it where that is allowed: the same use case as <c>hyops setup all</c>.</summary>
[TaskName("Setup")]
[TaskDescription("finds the tools, and installs what lacks where it may (root, or --sudo)")]
public sealed class SetupTask : AsyncFrostingTask<HyOpsContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(HyOpsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var system = HostSystem.Read();
        var narration = Screen.Error(context.World);
        var output = new LineOutput((_, line) => narration.WriteLine("  | " + line, TextStyle.Quiet));
        var request = new SetupRequest { Install = true, NoInstall = context.Options.NoInstall, Sudo = context.Options.Sudo };
        var report = await new SetupTools(context.World, context.Runner, system, ToolCatalogue.For(system.Family))
            .RunAsync(request, output, line => narration.WriteLine(line), context.CancellationToken);
        output.Complete();
        SetupView.Write(Screen.Out(context.World), report);
        if (!report.IsReady)
        {
            throw new HyOpsException(report.ExitCode, "tools are missing", "install them as told above, then run this again");
        }
    }
}
