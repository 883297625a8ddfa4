using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;
using HyOps.Engine.Secrets.Transfers;

namespace HyOps.Engine.Secrets.Drift;

/// <summary>
/// Compares bundle, authority and break-glass file blindly: by fingerprints under a key of this one comparison. It changes nothing.
/// </summary>
/// <param name="store">The bundle.</param>
/// <param name="authority">The authority, open.</param>
/// <param name="chosen">The environment with its map.</param>
/// <param name="seen">Which versions the bundle was in step with.</param>
/// <param name="breakGlass">Opens the break-glass file; null leaves it out, and the report says so.</param>
public sealed class CompareSecrets(BundleStore store, ISecretAuthority authority, ChosenAuthority chosen, SeenVersions seen, IBreakGlassReader? breakGlass)
{
    /// <summary>Does it.</summary>
    /// <param name="keys">The mapped keys; none means all.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    /// <exception cref="BundleException">A key is not mapped.</exception>
    /// <exception cref="AuthorityException">The authority cannot be used at all.</exception>
    /// <exception cref="HyOpsException">The bundle cannot be opened.</exception>
    public async Task<DriftReport> RunAsync(IReadOnlyCollection<SecretName> keys, CancellationToken cancellationToken)
    {
        var map = chosen.Environment.SecretMap;
        var rows = MappedRows.Of(map, keys);
        var bundle = await store.OpenOrEmptyAsync(cancellationToken).ConfigureAwait(false);
        var reading = await authority.ReadAsync([.. rows.Select(row => row.Reference).Distinct()], cancellationToken).ConfigureAwait(false);
        var (fromGlass, notRead) = await ReadBreakGlassAsync(cancellationToken).ConfigureAwait(false);
        var written = store.Exists ? File.GetLastWriteTimeUtc(store.FilePath) : (DateTimeOffset?)null;
        using var fingerprints = new RunFingerprints();
        var comparison = new Comparison(fingerprints, bundle, reading, fromGlass, seen.Read(authority.Address), written);
        return new DriftReport
        {
            Authority = authority.Address,
            Keys = [.. rows.Select(comparison.Of)],
            Unmapped = bundle.Names.Count(name => !map.Rows.ContainsKey(name)),
            BreakGlassNotRead = notRead,
        };
    }

    // The rest is compared all the same, and the report's exit code tells that this was not.
    private async Task<(SecretBundle? Secrets, UnreadBreakGlass? NotRead)> ReadBreakGlassAsync(CancellationToken cancellationToken)
    {
        if (chosen.Environment.BreakGlass is not { } settings)
        {
            return (null, null);
        }

        if (breakGlass is null)
        {
            return (null, new UnreadBreakGlass($"{settings.File} is left out (--without-break-glass)", null, IsThere: false));
        }

        if (!Path.Exists(Path.Combine(chosen.ProjectRoot, settings.File)))
        {
            return (null, new UnreadBreakGlass($"{settings.File} is not there", null, IsThere: false));
        }

        try
        {
            return (await breakGlass.ReadAsync(settings, chosen.ProjectRoot, cancellationToken).ConfigureAwait(false), null);
        }
        catch (HyOpsException exception)
        {
            return (null, new UnreadBreakGlass(exception.Message, exception.NextStep, IsThere: true));
        }
    }

    private sealed class Comparison(
        RunFingerprints fingerprints, SecretBundle bundle, AuthorityReading reading, SecretBundle? breakGlass, ImmutableSortedDictionary<string, SeenVersion> seen, DateTimeOffset? written)
    {
        private readonly Dictionary<SecretReference, ReadSecret> found = reading.Found.ToDictionary(one => one.Reference);
        private readonly Dictionary<SecretReference, UnreadSecret> unread = reading.Unread.ToDictionary(one => one.Reference);

        public DriftKey Of(MappedSecret row)
        {
            var here = fingerprints.Of(ValueIn(bundle, row.Key));
            var current = found.GetValueOrDefault(row.Reference);
            var there = fingerprints.Of(current?.Value);
            var glass = breakGlass is null ? (BreakGlassState?)null : GlassState(fingerprints.Of(ValueIn(breakGlass, row.Key)), there ?? here);
            var why = unread.GetValueOrDefault(row.Reference);
            return current is null && why is not { Reason: UnreadReason.NotFound or UnreadReason.Deleted }
                ? new DriftKey(row.Key, row.Reference, DriftState.Unreadable) { BreakGlass = glass, Problem = why?.Message ?? "was not given", Fix = why?.Fix }
                : new DriftKey(row.Key, row.Reference, StateOf(here, there, current)) { BreakGlass = glass };
        }

        private DriftState StateOf(Fingerprint? here, Fingerprint? there, ReadSecret? current) => (here, there) switch
        {
            (null, null) => DriftState.MissingInBoth,
            (null, _) => DriftState.MissingInBundle,
            (_, null) => DriftState.MissingInAuthority,
            var (one, other) => one.IsSame(other) ? DriftState.Same : OlderOf(current!),
        };

        // A pinned version is compared as it is: it has no successor that anybody was in step with.
        private DriftState OlderOf(ReadSecret current)
        {
            var known = current.Reference.Version is null ? seen.GetValueOrDefault(current.Reference.Name) : null;
            return known is not null ? known.Version == current.Version.Version ? DriftState.AuthorityOlder : DriftState.BundleOlder
                : (current.Version.UpdatedOn ?? current.Version.CreatedOn) > written ? DriftState.BundleOlder
                : DriftState.Different;
        }

        private static BreakGlassState GlassState(Fingerprint? glass, Fingerprint? other) =>
            glass is null ? BreakGlassState.NotThere : other is not null && glass.IsSame(other) ? BreakGlassState.Same : BreakGlassState.Different;

        private static SecretValue? ValueIn(SecretBundle secrets, SecretName name) => secrets.TryGet(name, out var value) ? value : null;
    }
}
