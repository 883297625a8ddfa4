using HyOps.Engine.Secrets;
using HyOps.Vault.Sops;

namespace HyOps.Engine.BreakGlass;

/// <summary>Writes a break-glass file: the minimal set of environment.yml, with the bundle's values, for people who can open it without any other service.</summary>
/// <param name="store">The file.</param>
/// <param name="bundle">The environment's bundle.</param>
public sealed class CreateBreakGlass(BreakGlassStore store, BundleStore bundle)
{
    /// <summary>Does it.</summary>
    /// <param name="recipients">Who may open it; at least one.</param>
    /// <param name="replaces">Whether one that is there may be replaced.</param>
    /// <param name="cancellationToken">Ends the waits for password, programs and lock.</param>
    /// <exception cref="BreakGlassException">There is no recipient, or a file is there.</exception>
    /// <exception cref="BundleException">The bundle lacks keys; all are named.</exception>
    public async Task<BreakGlassChange> RunAsync(GlassRecipients recipients, bool replaces, CancellationToken cancellationToken)
    {
        if (recipients.IsEmpty)
        {
            throw BreakGlassException.NobodyNamed();
        }

        if (store.Exists && !replaces)
        {
            throw BreakGlassException.IsThere(store.Settings.File);
        }

        var secrets = await bundle.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (store.Settings.Keys.Where(key => !secrets.Holds(key)).ToList() is { Count: > 0 } missing)
        {
            throw BundleException.MissingKeys(bundle.FilePath, missing, bundle.EnvironmentName);
        }

        var items = secrets.Only(store.Settings.Keys).Secrets.Select(pair => SopsItem.Text(pair.Key.Value, pair.Value));
        await store.CreateAsync([.. items], recipients, replaces, cancellationToken).ConfigureAwait(false);
        return new BreakGlassChange(store.Settings.File, [.. store.Settings.Keys.Select(key => KeyValuePair.Create(key.Value, "added"))]) { Recipients = [.. recipients.Age, .. recipients.Pgp] };
    }
}
