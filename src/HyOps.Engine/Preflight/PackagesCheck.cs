using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;
using HyOps.Engine.Setup;

namespace HyOps.Engine.Preflight;

/// <summary>What the environment needs of the system beside tools is installed, where environment.yml names it for this system.</summary>
/// <param name="environment">The environment, which names packages.</param>
/// <param name="search">Asks the system.</param>
internal sealed class PackagesCheck(EnvironmentDefinition environment, PackageSearch search) : ICheck
{
    /// <inheritdoc/>
    public string Name => "packages";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.DependencyMissing;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var lookup = await search.FindAsync(environment, cancellationToken).ConfigureAwait(false);
        return lookup switch
        {
            { NotChecked: { } trouble } => CheckResult.Warning(trouble.Message, trouble.Fix),
            _ when lookup.Lacking.ToList() is { Count: > 0 } lacking => CheckResult.Failed(string.Join("; ", lacking.Select(package => package.Problem)), PackagesMissingException.FixFor(environment.Name)),
            _ => CheckResult.Ok(string.Join(", ", lookup.Packages.Select(package => package.Name))),
        };
    }
}
