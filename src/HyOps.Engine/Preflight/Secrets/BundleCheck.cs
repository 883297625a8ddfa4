using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;

namespace HyOps.Engine.Preflight.Secrets;

/// <summary>The encrypted bundle opens.</summary>
/// <param name="sources">The sources, of which it is one.</param>
/// <param name="environment">Whose it is.</param>
internal sealed class BundleCheck(SecretSources sources, EnvironmentName environment) : ICheck
{
    /// <inheritdoc/>
    public string Name => "bundle";

    /// <inheritdoc/>
    public TimeSpan Limit => Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.SecretsFailed;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var bundle = sources.Bundle;
        if (bundle.IsMadeByFirstRun)
        {
            return CheckResult.NotApplicable("the first run of local creates it");
        }

        if (!bundle.Exists)
        {
            if (!sources.NeedsBundle)
            {
                return CheckResult.NotApplicable("there is none, and no key comes from it");
            }

            return CheckResult.Failed($"{bundle.FullPath} does not exist", $"create it with the secrets that can be invented: hyops secrets ensure --env {environment}");
        }

        var secrets = await bundle.OpenAsync(cancellationToken).ConfigureAwait(false);
        return CheckResult.Ok($"{bundle.FullPath} opens: {secrets.Count} keys");
    }
}
