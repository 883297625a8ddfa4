using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Preflight.Secrets;

/// <summary>The values that are there are of their kind: a private key is PEM, JSON parses. No value is shown.</summary>
/// <param name="sources">The sources.</param>
/// <param name="keys">The keys, and what they hold.</param>
/// <param name="environment">Whose they are.</param>
internal sealed class KeyKindsCheck(
    SecretSources sources, ImmutableSortedDictionary<SecretName, SecretSpec> keys, EnvironmentName environment) : ICheck
{
    /// <inheritdoc/>
    public string Name => "key-kinds";

    /// <inheritdoc/>
    public TimeSpan Limit => Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.SecretsFailed;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var wrong = new SortedDictionary<SecretName, string>();
        var seen = 0;
        foreach (var phase in sources.Groups.Keys)
        {
            var given = (await sources.MergeAsync(phase, cancellationToken).ConfigureAwait(false)).Given;
            seen += given.Count;
            foreach (var (key, value) in given.Secrets)
            {
                if (SecretKindCheck.ProblemOf(keys[key].Kind, value) is { } problem)
                {
                    wrong[key] = problem;
                }
            }
        }

        return seen == 0 ? CheckResult.NotApplicable("there is no value to look at")
            : wrong.Count == 0 ? CheckResult.Ok("every value is of its kind")
            : CheckResult.Failed(
                string.Join("; ", wrong.Select(one => $"{one.Key} {one.Value}")),
                $"set it from its file: hyops secrets set --env {environment} {string.Join(' ', wrong.Keys.Select(key => $"--from-file {key}=PATH"))}");
    }
}
