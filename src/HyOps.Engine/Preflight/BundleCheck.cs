using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;

namespace HyOps.Engine.Preflight;

/// <summary>The encrypted bundle opens.</summary>
/// <param name="bundle">The bundle.</param>
/// <param name="environment">Whose it is.</param>
internal sealed class BundleCheck(OpenedBundle bundle, EnvironmentName environment) : ICheck
{
    /// <inheritdoc/>
    public string Name => "bundle";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.SecretsFailed;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        if (bundle.IsMadeByFirstRun)
        {
            return CheckResult.NotApplicable("the first run of local creates it");
        }

        if (!bundle.Exists)
        {
            return CheckResult.Failed($"{bundle.FullPath} does not exist", $"create it with the secrets that can be invented: hyops secrets ensure --env {environment}");
        }

        var secrets = await bundle.OpenAsync(cancellationToken).ConfigureAwait(false);
        return CheckResult.Ok($"{bundle.FullPath} opens: {secrets.Count} keys");
    }
}
