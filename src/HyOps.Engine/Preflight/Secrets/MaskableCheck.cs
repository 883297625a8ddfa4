using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Preflight.Secrets;

/// <summary>The values that are there can be masked wherever they stand in output. Keys are named; no value and no length is shown.</summary>
/// <param name="sources">The sources.</param>
/// <param name="environment">Whose they are.</param>
internal sealed class MaskableCheck(SecretSources sources, EnvironmentName environment) : ICheck
{
    /// <inheritdoc/>
    public string Name => "maskable-values";

    /// <inheritdoc/>
    public TimeSpan Limit => Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.SecretsFailed;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var names = new SortedSet<SecretName>();
        var seen = 0;
        foreach (var phase in sources.Groups.Keys)
        {
            var given = (await sources.MergeAsync(phase, cancellationToken).ConfigureAwait(false)).Given;
            seen += given.Count;
            names.UnionWith(MaskPolicy.NotMaskedEverywhere(given));
        }

        return seen == 0 ? CheckResult.NotApplicable("there is no value to look at")
            : names.Count == 0 ? CheckResult.Ok("every value can be hidden wherever it stands in output")
            : CheckResult.Warning(
                $"{string.Join(", ", names)}: {MaskPolicy.WhyNotEverywhere}",
                $"set a random value of 16 characters or more: hyops secrets ensure --env {environment} --force {string.Join(' ', names)}");
    }
}
