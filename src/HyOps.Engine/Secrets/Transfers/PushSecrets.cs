using System.Collections.Concurrent;
using HyOps.Core;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets.Transfers;

/// <summary>
/// Writes the mapped secrets of the bundle into the authority, as the end of bootstrap does. Equal values make no version. A value that somebody
/// changed in the authority since the bundle was in step with it is not overwritten, unless asked for.
/// </summary>
/// <param name="store">The bundle.</param>
/// <param name="authority">The authority, open.</param>
/// <param name="map">Which secret each key means.</param>
/// <param name="seen">Which versions the bundle was in step with.</param>
public sealed class PushSecrets(BundleStore store, ISecretAuthority authority, SecretMap map, SeenVersions seen)
{
    private const int WritesAtOnce = 8;

    /// <summary>Does it. What can be written is, also where another key is refused.</summary>
    /// <param name="options">What to write.</param>
    /// <param name="cancellationToken">Ends the waits; what is written stays written, and noted.</param>
    /// <exception cref="BundleException">There is no bundle, or a key is not mapped.</exception>
    /// <exception cref="AuthorityException">The authority cannot be used at all.</exception>
    /// <exception cref="HyOpsException">The bundle cannot be opened.</exception>
    public async Task<PushResult> RunAsync(PushOptions options, CancellationToken cancellationToken)
    {
        var rows = MappedRows.Of(map, options.Keys);
        var bundle = await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        var reading = await authority.ReadAsync([.. rows.Where(row => IsWanted(row, bundle)).Select(row => row.Reference).Distinct()], cancellationToken).ConfigureAwait(false);
        var judge = new PushJudge(options, bundle, reading, seen.Read(authority.Address), rows, store.EnvironmentName);
        var keys = rows.Select(judge.Judge).ToList();
        var inStep = new ConcurrentBag<SecretVersion>(judge.InStep(keys));
        try
        {
            return new PushResult { Authority = authority.Address, Keys = [.. options.DryRun ? keys : await WriteAsync(keys, bundle, inStep, cancellationToken).ConfigureAwait(false)] };
        }
        finally
        {
            // Also after a failure and an interrupt: what we wrote ourselves must not look newer the next time.
            if (!options.DryRun)
            {
                await seen.NoteAsync(authority.Address, inStep, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static bool IsWanted(MappedSecret row, SecretBundle bundle) => row.Reference.Version is null && bundle.Holds(row.Key);

    // Two keys that mean one secret have one value here (the judge sees to that), and make one version of it.
    private async Task<IEnumerable<PushedKey>> WriteAsync(List<PushedKey> keys, SecretBundle bundle, ConcurrentBag<SecretVersion> inStep, CancellationToken cancellationToken)
    {
        var written = new ConcurrentDictionary<SecretReference, Func<PushedKey, PushedKey>>();
        var due = keys.Where(key => key.Outcome is PushOutcome.Created or PushOutcome.Updated).DistinctBy(key => key.Reference);
        var bounded = new ParallelOptions { MaxDegreeOfParallelism = WritesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(due, bounded, async (key, token) =>
        {
            bundle.TryGet(key.Name, out var value);
            written[key.Reference] = await WriteOneAsync(key.Reference, value!, inStep, token).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return keys.Select(key => written.TryGetValue(key.Reference, out var outcome) ? outcome(key) : key);
    }

    private async Task<Func<PushedKey, PushedKey>> WriteOneAsync(SecretReference reference, SecretValue value, ConcurrentBag<SecretVersion> inStep, CancellationToken cancellationToken)
    {
        try
        {
            var version = await authority.WriteAsync(reference.Name, value, cancellationToken).ConfigureAwait(false);
            inStep.Add(version);
            return key => key with { Version = version.Version };
        }
        catch (AuthorityException failure)
        {
            // One secret that may not be written is no reason to leave the others unwritten.
            return key => key with { Outcome = PushOutcome.Failed, Version = null, Problem = $"cannot be written: {failure.Message}", Fix = failure.NextStep };
        }
    }
}
