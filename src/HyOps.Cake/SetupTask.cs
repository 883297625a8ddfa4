using Cake.Frosting;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Engine.Setup;

namespace HyOps.Cake;

/// <summary>Finds the tools, says what lacks, and installs it where that is allowed.</summary>
[TaskName("Setup")]
[TaskDescription("finds the tools, and installs what lacks where it may (root, or --sudo)")]
public sealed class SetupTask : AsyncFrostingTask<HyOpsContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(HyOpsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var setup = new SetupTools(context.World, context.Runner, HostSystem.Read(), ToolCatalogue.All);
        var request = new SetupRequest { Install = true, NoInstall = context.Options.NoInstall, Sudo = context.Options.Sudo };
        var report = await setup.RunAsync(request, DiscardOutput.Instance, line => context.World.Terminal.Error.Write(line + '\n'), context.CancellationToken);
        Conclude(context, report);
    }

    private static void Conclude(HyOpsContext context, SetupReport report)
    {
        foreach (var tool in report.Tools.Where(tool => !tool.IsUsable))
        {
            context.World.Terminal.Error.Write($"{tool.Tool}: {tool.Problem}\n  fix: {tool.Fix}\n");
        }

        if (!report.IsReady)
        {
            throw new HyOpsException(
                report.ExitCode,
                $"tools are missing: {string.Join(", ", report.Tools.Where(tool => tool is { IsUsable: false, Required: true }).Select(tool => tool.Tool))}",
                string.Join('\n', report.Troubles.Select(trouble => $"{trouble.Message}: {trouble.Fix}").DefaultIfEmpty("install them as told above, then run this again")));
        }
    }
}
