using HyOps.Core;
using HyOps.Core.Drivers;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Preflight;

/// <summary>A tool that the run needs is there, in a version that the environment allows.</summary>
/// <param name="tool">The tool.</param>
/// <param name="constraint">The versions that may be used.</param>
/// <param name="locator">Finds it.</param>
internal sealed class ToolCheck(ITool tool, VersionConstraint? constraint, ToolLocator locator) : ICheck
{
    /// <inheritdoc/>
    public string Name => $"tool-{tool.Name.Key}";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.DependencyMissing;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var lookup = await locator.FindAsync(tool, constraint, cancellationToken).ConfigureAwait(false);
        return lookup switch
        {
            { Tool: { } found } => CheckResult.Ok($"{found.Name.Program} {found.Version} ({found.Path}){(constraint is null ? "" : $", within '{constraint}'")}"),
            { Problem: { Kind: ToolProblemKind.VersionUnknown, Path: { } path } } when constraint is null => CheckResult.Ok($"{tool.Name.Program} ({path}), any version"),
            _ => CheckResult.Failed(lookup.Problem!.Message, lookup.Problem.Fix),
        };
    }
}
