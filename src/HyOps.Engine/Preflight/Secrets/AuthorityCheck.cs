using HyOps.Core;
using HyOps.Core.Authorities;
using HyOps.Core.Preflight;

namespace HyOps.Engine.Preflight.Secrets;

/// <summary>
/// The authority can be reached, and gives every secret that the map names. It only reads. There is no such check for bootstrap and dr:
/// what may not be called must not be asked.
/// </summary>
/// <param name="sources">The sources of the phases asked about; steady state is one of them.</param>
internal sealed class AuthorityCheck(SecretSources sources) : ICheck
{
    /// <inheritdoc/>
    public string Name => "authority";

    /// <inheritdoc/>
    public TimeSpan Limit => Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public ExitCode Failure => ExitCode.SecretsFailed;

    /// <inheritdoc/>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var address = sources.Authority!.VaultUri;
        var reading = await sources.ReadAuthorityAsync(cancellationToken).ConfigureAwait(false);
        return reading.Unread.IsEmpty
            ? CheckResult.Ok($"{address} gives all {reading.Found.Length} secrets that {sources.Map.Shown} names")
            : CheckResult.Failed(
                $"{address} does not give {reading.Unread.Length} of {reading.Unread.Length + reading.Found.Length}: {string.Join("; ", reading.Unread.Select(Words))}",
                string.Join("; ", reading.Unread.Select(unread => unread.Fix).Distinct(StringComparer.Ordinal)));
    }

    private string Words(UnreadSecret unread) =>
        $"{unread.Reference} {unread.Message} ({string.Join(", ", sources.Map.Rows.Values.Where(row => row.Reference == unread.Reference).Select(row => row.Key))})";
}
