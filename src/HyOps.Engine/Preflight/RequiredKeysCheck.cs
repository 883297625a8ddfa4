using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Preflight;

/// <summary>Every key that the contracts require is in the bundle and not empty.</summary>
/// <param name="bundle">The bundle.</param>
/// <param name="keys">The keys, and what they hold.</param>
/// <param name="environment">Whose bundle it is.</param>
internal sealed class RequiredKeysCheck(OpenedBundle bundle, ImmutableSortedDictionary<SecretName, SecretSpec> keys, EnvironmentName environment) : ICheck
{
    /// <inheritdoc/>
    public string Name => "required-keys";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.SecretsFailed;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        if (keys.IsEmpty)
        {
            return CheckResult.NotApplicable("no contract requires a key");
        }

        if (!bundle.Exists && !bundle.IsMadeByFirstRun)
        {
            return CheckResult.NotApplicable("there is no bundle");
        }

        var secrets = bundle.IsMadeByFirstRun ? SecretBundle.Empty : await bundle.OpenAsync(cancellationToken).ConfigureAwait(false);
        return Judge([.. keys.Keys.Where(key => !secrets.Holds(key))]);
    }

    private CheckResult Judge(ImmutableArray<SecretName> missing)
    {
        var names = string.Join(", ", missing);
        if (missing.IsEmpty)
        {
            return CheckResult.Ok($"all {keys.Count} are there and not empty: {string.Join(", ", keys.Keys)}");
        }

        // Bootstrap of local generates what can be invented; elsewhere that is the operator's decision.
        return environment == EnvironmentName.Local && missing.All(key => keys[key].Generate)
            ? CheckResult.Ok($"the next Bootstrap of local generates {names}")
            : CheckResult.Failed($"missing required env vars: {names}", Fix(missing));
    }

    private string Fix(ImmutableArray<SecretName> missing)
    {
        var invented = missing.Any(key => keys[key].Generate) ? $"Generate random defaults: hyops secrets ensure --env {environment}" : null;
        var given = missing.Where(key => !keys[key].Generate).DefaultIfEmpty(missing[0]);
        var set = $"{(invented is null ? "Set" : "Or set")} explicit values: hyops secrets set --env {environment} {string.Join(' ', given.Select(key => $"{key}=VALUE"))}";
        return invented is null ? set : $"{invented}. {set}";
    }
}
