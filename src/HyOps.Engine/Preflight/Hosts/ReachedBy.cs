using HyOps.Core.Configuration;

namespace HyOps.Engine.Preflight.Hosts;

/// <summary>The variables that say how a host is reached; the others of an inventory are not looked at, and may be secret.</summary>
internal static class ReachedBy
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "ansible_connection", "ansible_host", "ansible_ssh_host", "ansible_port", "ansible_ssh_port",
        "ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args",
    };

    /// <summary>Those of a map; none where it is no map.</summary>
    /// <param name="variables">Any variables.</param>
    public static IReadOnlyDictionary<string, string> In(ConfigNode? variables) =>
        variables is not ConfigMap map ? new Dictionary<string, string>(StringComparer.Ordinal)
        : map.Entries.Where(entry => Names.Contains(entry.Key) && entry.Value is ConfigScalar { IsNull: false })
            .ToDictionary(entry => entry.Key, entry => ((ConfigScalar)entry.Value).Text, StringComparer.Ordinal);
}
