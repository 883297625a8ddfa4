using HyOps.Core;
using HyOps.Core.Preflight;

namespace HyOps.Engine.Preflight;

/// <summary>The vault's password source answers.</summary>
/// <param name="bundle">The bundle that it is for.</param>
internal sealed class PasswordSourceCheck(OpenedBundle bundle) : ICheck
{
    /// <inheritdoc/>
    public string Name => "vault-password";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.SecretsFailed;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken) => bundle.IsMadeByFirstRun
        ? CheckResult.NotApplicable("the first run of local generates it")
        : CheckResult.Ok($"answered by {await bundle.PasswordSourceAsync(cancellationToken).ConfigureAwait(false)}");
}
