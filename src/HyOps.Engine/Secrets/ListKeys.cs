using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets;

/// <summary>Lists the names in the bundle; a missing bundle has none.</summary>
/// <param name="store">The bundle.</param>
public sealed class ListKeys(BundleStore store)
{
    /// <summary>The names, in ordinal order.</summary>
    /// <param name="cancellationToken">Ends the wait for the password.</param>
    public async Task<IReadOnlyList<SecretName>> RunAsync(CancellationToken cancellationToken) =>
        [.. (await store.OpenOrEmptyAsync(cancellationToken)).Names];
}
