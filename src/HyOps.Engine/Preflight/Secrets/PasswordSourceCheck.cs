using HyOps.Core;
using HyOps.Core.Preflight;

namespace HyOps.Engine.Preflight.Secrets;

/// <summary>The vault's password source answers.</summary>
/// <param name="sources">The sources, of which the bundle is one.</param>
internal sealed class PasswordSourceCheck(SecretSources sources) : ICheck
{
    /// <inheritdoc/>
    public string Name => "vault-password";

    /// <inheritdoc/>
    public TimeSpan Limit => Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.SecretsFailed;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken) =>
        sources.Bundle.IsMadeByFirstRun ? CheckResult.NotApplicable("the first run of local generates it")
        : !sources.NeedsBundle && !sources.Bundle.Exists ? CheckResult.NotApplicable("there is no bundle, and no key comes from it")
        : CheckResult.Ok($"answered by {await sources.Bundle.PasswordSourceAsync(cancellationToken).ConfigureAwait(false)}");
}
