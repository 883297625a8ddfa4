using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets.Transfers;

/// <summary>
/// Copies the mapped secrets of an authority into the bundle, for bootstrap, CI and DR: all of them, in one write, or none. It changes nothing in
/// the authority, and not which authority there is.
/// </summary>
/// <param name="store">The bundle.</param>
/// <param name="authority">The authority, open.</param>
/// <param name="map">Which secret each key means.</param>
/// <param name="seen">Where the versions are noted.</param>
public sealed class SyncSecrets(BundleStore store, ISecretAuthority authority, SecretMap map, SeenVersions seen)
{
    /// <summary>Does it.</summary>
    /// <param name="options">What to take.</param>
    /// <param name="cancellationToken">Ends the waits for authority, password and lock.</param>
    /// <returns>What became of each key; where one could not be read, the bundle is as it was.</returns>
    /// <exception cref="BundleException">A key is not mapped.</exception>
    /// <exception cref="AuthorityException">The authority cannot be used at all.</exception>
    /// <exception cref="HyOpsException">The bundle cannot be opened or written, or a value cannot be in a bundle.</exception>
    public async Task<SyncResult> RunAsync(SyncOptions options, CancellationToken cancellationToken)
    {
        var rows = MappedRows.Of(map, options.Keys);
        var reading = await authority.ReadAsync([.. rows.Select(row => row.Reference).Distinct()], cancellationToken).ConfigureAwait(false);
        var found = reading.Found.ToDictionary(one => one.Reference);
        var unread = reading.Unread.ToDictionary(one => one.Reference);
        if (unread.Count > 0 || found.Values.Any(one => one.Value.IsEmpty))
        {
            var now = await store.OpenOrEmptyAsync(cancellationToken).ConfigureAwait(false);
            return Result(rows.Select(row => Judge(row, found.GetValueOrDefault(row.Reference), unread.GetValueOrDefault(row.Reference), now)));
        }

        return options.DryRun
            ? Result(Judged(rows, found, await store.OpenOrEmptyAsync(cancellationToken).ConfigureAwait(false)))
            : await WriteAsync(rows, found, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SyncResult> WriteAsync(IReadOnlyList<MappedSecret> rows, Dictionary<SecretReference, ReadSecret> found, CancellationToken cancellationToken)
    {
        ImmutableArray<SyncedKey> keys = [];
        var update = await store.UpdateAsync(bundle =>
        {
            keys = [.. Judged(rows, found, bundle)];
            return bundle.With(rows.Select(row => KeyValuePair.Create(row.Key, found[row.Reference].Value)));
        }, cancellationToken).ConfigureAwait(false);

        // A pinned version says nothing of the current one, which is what a later push would replace.
        await seen.NoteAsync(authority.Address, [.. rows.Where(row => row.Reference.Version is null).Select(row => found[row.Reference].Version)], cancellationToken).ConfigureAwait(false);
        return Result(keys) with { Written = update.Written, Notices = update.Notices };
    }

    private SyncResult Result(IEnumerable<SyncedKey> keys) => new() { Authority = authority.Address, Keys = [.. keys] };

    private static IEnumerable<SyncedKey> Judged(IReadOnlyList<MappedSecret> rows, Dictionary<SecretReference, ReadSecret> found, SecretBundle bundle) =>
        rows.Select(row => Judge(row, found[row.Reference], null, bundle));

    private static SyncedKey Judge(MappedSecret row, ReadSecret? read, UnreadSecret? unread, SecretBundle bundle)
    {
        if (read is null)
        {
            return new SyncedKey(row.Key, row.Reference, SyncOutcome.Unreadable) { Problem = unread?.Message ?? "was not given", Fix = unread?.Fix };
        }

        if (read.Value.IsEmpty)
        {
            return new SyncedKey(row.Key, row.Reference, SyncOutcome.Unreadable) { Version = read.Version.Version, Problem = "is empty", Fix = $"give {row.Reference.Name} a value at the authority" };
        }

        var outcome = !bundle.TryGet(row.Key, out var before) ? SyncOutcome.Added : before.Equals(read.Value) ? SyncOutcome.Unchanged : SyncOutcome.Changed;
        return new SyncedKey(row.Key, row.Reference, outcome) { Version = read.Version.Version };
    }
}
