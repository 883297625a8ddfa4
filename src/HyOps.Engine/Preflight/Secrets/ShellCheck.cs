using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Core.Preflight;

namespace HyOps.Engine.Preflight.Secrets;

/// <summary>The operator's shell holds no value that a run would refuse: another one than the phase's source. No value is shown.</summary>
/// <param name="sources">The sources.</param>
internal sealed class ShellCheck(SecretSources sources) : ICheck
{
    /// <inheritdoc/>
    public string Name => "shell-values";

    /// <inheritdoc/>
    public TimeSpan Limit => Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.Refused;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var refused = new List<(Phase Phase, string Keys)>();
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var seen = 0;
        foreach (var phase in sources.Groups.Keys)
        {
            var merged = await sources.MergeAsync(phase, cancellationToken).ConfigureAwait(false);
            seen += merged.Shell.Count;
            if (merged.RefusedShellKeys is { Count: > 0 } keys)
            {
                refused.Add((phase, string.Join(", ", keys)));
                names.UnionWith(keys.Select(key => key.Value));
            }
        }

        return refused.Count == 0
            ? CheckResult.Ok(seen == 0 ? "the shell holds none of the keys" : "the shell's values are the sources' own, or allowed")
            : CheckResult.Failed(
                string.Join("; ", refused.Select(one => $"the shell holds {one.Keys} with another value than the source of {PhaseNames.Of(one.Phase)}")),
                $"unset {string.Join(' ', names)}, or use the shell's value with {string.Join(' ', names.Select(key => $"--allow-shell {key}"))}");
    }
}
