using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets.Transfers;

/// <summary>The rows of a secret map that somebody asks for.</summary>
internal static class MappedRows
{
    /// <summary>The rows of the keys, or all rows where no key is named; in ordinal order of the keys.</summary>
    /// <exception cref="BundleException">Keys are not mapped: all of them are named, each with the nearest one that is.</exception>
    public static IReadOnlyList<MappedSecret> Of(SecretMap map, IReadOnlyCollection<SecretName> keys)
    {
        var unmapped = keys.Where(key => !map.Rows.ContainsKey(key)).ToList();
        return unmapped.Count > 0 ? throw BundleException.NotMapped(map.Shown, unmapped, [.. map.Rows.Keys])
            : keys.Count == 0 ? [.. map.Rows.Values]
            : [.. map.Rows.Values.Where(row => keys.Contains(row.Key))];
    }
}
