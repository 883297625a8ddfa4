using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.World;

namespace HyOps.Engine.BreakGlass;

/// <summary>The documented occasion that a break-glass file may be used on: the environment's runbook, named by the operator, with a reason.</summary>
/// <param name="Runbook">The runbook, relative to the project's root.</param>
/// <param name="Reason">Why, in the operator's words.</param>
internal sealed record BreakGlassPermit(string Runbook, string Reason)
{
    /// <summary>Takes what the operator wrote.</summary>
    /// <exception cref="HyOpsException">Something is not said, or it is another runbook than the environment's.</exception>
    public static BreakGlassPermit Require(Surroundings world, BreakGlassSettings settings, string projectRoot, string? runbook, string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason) || string.IsNullOrEmpty(runbook))
        {
            throw BreakGlassException.NoPermit(settings);
        }

        var own = Path.GetFullPath(settings.Runbook, projectRoot);
        var isOwn = new[] { world.Absolute(runbook), Path.GetFullPath(runbook, projectRoot) }.Contains(own, StringComparer.Ordinal);
        return !isOwn ? throw BreakGlassException.OtherRunbook(settings, runbook)
            : !File.Exists(own) ? throw BreakGlassException.NoRunbook(settings)
            : new BreakGlassPermit(settings.Runbook, reason.Trim());
    }
}
