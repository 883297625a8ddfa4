using System.Collections.Immutable;

namespace HyOps.Engine.BreakGlass;

/// <summary>Takes keys out of the break-glass file: all of them or none. What git has of the file still holds them.</summary>
/// <param name="store">The file.</param>
public sealed class RemoveFromBreakGlass(BreakGlassStore store)
{
    /// <summary>Does it.</summary>
    /// <param name="keys">The keys as they stand in the file: one that is no name of a variable can go, too.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    /// <exception cref="BreakGlassException">No key is named, one is not there, or none would be left.</exception>
    public async Task<BreakGlassChange> RunAsync(ImmutableArray<string> keys, CancellationToken cancellationToken)
    {
        if (keys.IsEmpty)
        {
            throw BreakGlassException.NothingToRemove();
        }

        await store.UpdateAsync(opened =>
        {
            var there = opened.Items.Where(item => !item.IsComment).Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
            return keys.Where(key => !there.Contains(key)).ToList() is { Count: > 0 } absent ? throw BreakGlassException.NoSuchKey(store.Settings.File, absent, there)
                : there.IsSubsetOf(keys) ? throw BreakGlassException.NothingLeft(store.Settings.File)
                : [.. opened.Items.Where(item => item.IsComment || !keys.Contains(item.Key, StringComparer.Ordinal))];
        }, cancellationToken).ConfigureAwait(false);
        return new BreakGlassChange(store.Settings.File, [.. keys.Select(key => KeyValuePair.Create(key, "removed"))]);
    }
}
