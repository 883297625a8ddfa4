using Cake.Frosting;
using HyOps.Core;
using HyOps.Engine.Passwords;
using HyOps.Engine.Preflight;
using HyOps.Engine.Preflight.Secrets;
using HyOps.Engine.Projects;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets;
using HyOps.Presentation.Preflight;
using HyOps.Presentation.Screens;

namespace HyOps.Cake.Lifecycle;

/// <summary>The target <c>Preflight</c>: the same use case as <c>hyops preflight</c>.</summary>
[TaskName("Preflight")]
[TaskDescription("checks everything that must hold before a run, and says how to mend what does not; changes nothing")]
public sealed class PreflightTask : AsyncFrostingTask<HyOpsContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(HyOpsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var chosen = ChosenEnvironment.From(context.World, context.Options.Environment, context.Options.Root);
        var services = context.Run.Services;
        var passwords = new VaultPasswordSource(context.Options.Password, chosen, context.World, services.Runner, services.Masker);
        var bundle = new BundleAccess(passwords, new BundleStore(chosen, passwords, services.Masker, context.World.Clock));
        var request = new PreflightRequest
        {
            Project = Project.Find(context.World, context.Options.Project),
            Environment = chosen.Name,
            Root = chosen.Root,
            AllowedShellKeys = context.Options.AllowedShellKeys,
            Strict = context.Options.Strict,
        };
        var report = await new RunPreflight(services, bundle).RunAsync(request, context.CancellationToken);
        PreflightView.Write(Screen.Out(context.World), report);
        if (!report.IsReady)
        {
            throw new HyOpsException(report.ExitCode, "a run would fail", "mend what is listed above");
        }
    }
}
