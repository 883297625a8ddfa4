using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Preflight;

/// <summary>The values that are there are of their kind: a private key is PEM, JSON parses. No value is shown.</summary>
/// <param name="bundle">The bundle.</param>
/// <param name="keys">The keys, and what they hold.</param>
/// <param name="environment">Whose bundle it is.</param>
internal sealed class KeyKindsCheck(OpenedBundle bundle, ImmutableSortedDictionary<SecretName, SecretSpec> keys, EnvironmentName environment) : ICheck
{
    /// <inheritdoc/>
    public string Name => "key-kinds";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.SecretsFailed;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        if (keys.IsEmpty || !bundle.Exists)
        {
            return CheckResult.NotApplicable("there is no value to look at");
        }

        var secrets = await bundle.OpenAsync(cancellationToken).ConfigureAwait(false);
        var wrong = keys.Select(key => (key.Key, Problem: ProblemOf(key.Key, key.Value, secrets))).Where(one => one.Problem is not null).ToList();
        return wrong.Count == 0
            ? CheckResult.Ok("every value is of its kind")
            : CheckResult.Failed(
                string.Join("; ", wrong.Select(one => $"{one.Key} {one.Problem}")),
                $"set it from its file: hyops secrets set --env {environment} {string.Join(' ', wrong.Select(one => $"--from-file {one.Key}=PATH"))}");
    }

    private static string? ProblemOf(SecretName key, SecretSpec spec, SecretBundle secrets) =>
        secrets.TryGet(key, out var value) ? SecretKindCheck.ProblemOf(spec.Kind, value) : null;
}
