using HyOps.Contracts.Environments;
using HyOps.Core.Configuration;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Kubernetes;

/// <summary>A projection must follow its source soon enough for a rotation to be verified.</summary>
internal sealed class RefreshRules(TimeSpan limit, ProblemList problems)
{
    private const string Why = "A rotation waits for the refresh before the old version may be disabled.";

    /// <param name="document">An ExternalSecret.</param>
    /// <param name="path">The path of its spec.</param>
    public void Check(ManifestDocument document, string path)
    {
        var policy = document.TextAt($"{path}.refreshPolicy");
        if (policy is "CreatedOnce" or "OnChange")
        {
            Report(document, $"{path}.refreshPolicy", $"{document.Title} has refreshPolicy {policy}: it does not follow the authority", "Write refreshPolicy: Periodic.");
            return;
        }

        // The operator's default is an hour.
        if (document.Map.At($"{path}.refreshInterval") is not ConfigScalar { IsNull: false } interval)
        {
            if (limit < TimeSpan.FromHours(1))
            {
                Report(document, path, $"{document.Title} has no refreshInterval, which is 1h, longer than {Duration.Text(limit)}", $"Write refreshInterval: {Duration.Text(limit)}.");
            }

            return;
        }

        var duration = GoDuration.Parse(interval.Text);
        if (duration is null || duration <= TimeSpan.Zero || duration > limit)
        {
            var what = duration is null ? "is no duration" : duration <= TimeSpan.Zero ? "reads the authority once and never again" : $"is longer than {Duration.Text(limit)}";
            Report(document, $"{path}.refreshInterval", $"{document.Title} has refreshInterval '{Shown.Text(interval.Text)}', which {what}", $"Write refreshInterval: {Duration.Text(limit)}, or less.");
        }
    }

    private void Report(ManifestDocument document, string path, string message, string fix) =>
        problems.Error(ProblemCodes.RefreshUnverifiable, document.LocationOf(path), message, $"{fix} {Why}", path);
}
