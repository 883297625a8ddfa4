using System.Globalization;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets.Drift;

namespace HyOps.Engine.Preflight.Readiness;

/// <summary>The bundle was in step with the authority when they were compared last, and that is not long ago. The authority itself is not asked.</summary>
/// <param name="environment">The environment.</param>
/// <param name="root">Its runtime root.</param>
/// <param name="clock">Tells how long ago that was.</param>
internal sealed class ComparisonCheck(EnvironmentDefinition? environment, RuntimeRoot root, TimeProvider clock) : ICheck
{
    private static readonly TimeSpan Old = TimeSpan.FromDays(7);

    /// <inheritdoc/>
    public string Name => "bundle-in-step";

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.SecretsFailed;

    /// <inheritdoc/>
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => Task.FromResult(environment?.Authority is null
        ? CheckResult.NotApplicable("the environment has no authority that the bundle could be behind")
        : LastComparison.Read(root) is { } last ? Judge(last, environment) : CheckResult.Failed("bundle and authority were never compared here", Fix(environment)));

    private static string Fix(EnvironmentDefinition environment) => $"hyops secrets diff --env {environment.Name}; then hyops secrets akv-sync --env {environment.Name} where the bundle is behind";

    private CheckResult Judge(LastComparison last, EnvironmentDefinition environment)
    {
        var when = last.ComparedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        var age = clock.GetUtcNow() - last.ComparedAt;
        return last.BundleBehind.Count > 0 ? CheckResult.Failed($"on {when} the bundle was behind the authority: {string.Join(", ", last.BundleBehind)}", Fix(environment))
            : !last.Complete ? CheckResult.Failed($"on {when} not all could be compared", Fix(environment))
            : age > Old ? CheckResult.Warning($"in step on {when}, {age.TotalDays:0} days ago", Fix(environment))
            : CheckResult.Ok($"in step with the authority on {when}");
    }
}
