using System.Collections.Immutable;

namespace HyOps.Engine.Secrets;

/// <summary>Takes secrets out of the bundle: all the named ones, or none.</summary>
/// <param name="store">The bundle.</param>
public sealed class UnsetSecrets(BundleStore store)
{
    /// <summary>Does it.</summary>
    /// <param name="options">What to take out.</param>
    /// <param name="cancellationToken">Ends the waits for password and lock.</param>
    /// <exception cref="BundleException">There is no bundle, no key is named, or one is not there: then all of them stay.</exception>
    public async Task<UnsetResult> RunAsync(UnsetOptions options, CancellationToken cancellationToken)
    {
        if (options.Keys.IsEmpty)
        {
            throw BundleException.Operator("no key is named", $"hyops secrets unset --env {store.EnvironmentName} KEY…");
        }

        if (!store.Exists)
        {
            return options.IfPresent ? new UnsetResult([.. options.Keys.Select(key => new UnsetKey(key, false))], []) : throw BundleException.Missing(store.FilePath, store.EnvironmentName);
        }

        ImmutableArray<UnsetKey> keys = [];
        var update = await store.UpdateAsync(bundle =>
        {
            keys = [.. options.Keys.Select(key => new UnsetKey(key, bundle.TryGet(key, out _)))];
            var absent = keys.Where(key => !key.WasThere).Select(key => key.Name).ToList();
            return absent.Count == 0 || options.IfPresent
                ? options.Keys.Aggregate(bundle, (left, key) => left.Without(key))
                : throw BundleException.NotSet(store.FilePath, absent, [.. bundle.Names], store.EnvironmentName);
        }, cancellationToken).ConfigureAwait(false);
        return new UnsetResult(keys, update.Notices);
    }
}
