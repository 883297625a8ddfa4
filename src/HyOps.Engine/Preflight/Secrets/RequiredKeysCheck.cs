using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Preflight;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Preflight.Secrets;

/// <summary>Every key that the contracts require has a value that is not empty, from where a run of its phase would take it.</summary>
/// <param name="sources">The sources.</param>
/// <param name="keys">The keys, and what they hold.</param>
/// <param name="environment">Whose they are.</param>
/// <param name="invents">Whether its Bootstrap makes what may be invented.</param>
internal sealed class RequiredKeysCheck(
    SecretSources sources, ImmutableSortedDictionary<SecretName, SecretSpec> keys, EnvironmentName environment, bool invents) : ICheck
{
    /// <inheritdoc/>
    public string Name => "required-keys";

    /// <inheritdoc/>
    public TimeSpan Limit => Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.SecretsFailed;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        if (keys.IsEmpty)
        {
            return CheckResult.NotApplicable("no contract requires a key");
        }

        var missing = new List<(Phase Phase, IReadOnlyList<SecretName> Keys)>();
        foreach (var phase in sources.Groups.Keys)
        {
            var merged = await sources.MergeAsync(phase, cancellationToken).ConfigureAwait(false);
            missing.AddRange(merged.Missing is { Count: > 0 } some ? [(phase, some)] : []);
        }

        return missing.Count == 0 ? CheckResult.Ok($"all {keys.Count} are there and not empty: {string.Join(", ", keys.Keys)}") : Judge(missing);
    }

    private CheckResult Judge(List<(Phase Phase, IReadOnlyList<SecretName> Keys)> missing)
    {
        ImmutableArray<SecretName> names = [.. missing.SelectMany(one => one.Keys).Distinct().Order()];

        // Bootstrap makes what its own steps need. Anything else is the operator's decision, and no comfort to a recovery.
        var ofBootstrap = missing.Where(one => one.Phase is Phase.Bootstrap).SelectMany(one => one.Keys).ToHashSet();
        return invents && names.All(key => ofBootstrap.Contains(key) && keys[key].Generate) && sources.Authority is null
            ? CheckResult.Ok($"the next Bootstrap of {environment} generates {string.Join(", ", names)}")
            : CheckResult.Failed($"missing required env vars: {Words(missing, names)}", string.Join(". ", FixesOf(missing)));
    }

    private string Words(List<(Phase Phase, IReadOnlyList<SecretName> Keys)> missing, ImmutableArray<SecretName> names) =>
        sources.Groups.Count == 1 || missing.TrueForAll(one => one.Keys.Count == names.Length && missing.Count == sources.Groups.Count)
            ? string.Join(", ", names)
            : string.Join("; ", missing.Select(one => $"{PhaseNames.Of(one.Phase)}: {string.Join(", ", one.Keys)}"));

    private IEnumerable<string> FixesOf(List<(Phase Phase, IReadOnlyList<SecretName> Keys)> missing)
    {
        var mapped = missing.Where(one => one.Phase is Phase.SteadyState).SelectMany(one => one.Keys).Where(key => sources.Authority is not null && sources.Map.Rows.ContainsKey(key)).ToList();
        ImmutableArray<SecretName> others = [.. missing.SelectMany(one => one.Phase is Phase.SteadyState ? one.Keys.Except(mapped) : one.Keys).Distinct().Order()];
        if (!others.IsEmpty)
        {
            yield return BundleFix(others);
        }

        if (mapped.Count > 0)
        {
            yield return $"Give {sources.Authority!.VaultUri} what it lacks: {string.Join(", ", mapped.Select(key => $"{sources.Map.Rows[key].Reference} for {key}"))}";
        }
    }

    private string BundleFix(ImmutableArray<SecretName> missing)
    {
        ImmutableArray<SecretName> invented = [.. missing.Where(key => keys[key].Generate)];
        var given = missing.Where(key => !keys[key].Generate).DefaultIfEmpty(missing[0]);
        var set = $"{(invented.IsEmpty ? "Set" : "Or set")} explicit values: hyops secrets set --env {environment} {string.Join(' ', given.Select(key => $"{key}=VALUE"))}";
        return invented.IsEmpty ? set : $"Generate random defaults: hyops secrets ensure --env {environment} {string.Join(' ', invented)}. {set}";
    }
}
