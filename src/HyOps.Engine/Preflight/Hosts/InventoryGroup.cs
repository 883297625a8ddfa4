using HyOps.Core.Configuration;

namespace HyOps.Engine.Preflight.Hosts;

/// <summary>A group of an Ansible inventory while it is read.</summary>
/// <param name="name">Its name.</param>
internal sealed class InventoryGroup(string name)
{
    /// <summary>Deeper nesting is nobody's.</summary>
    public const int DeepestNesting = 30;

    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);

    public string Name => name;

    /// <summary>How far below <c>all</c>: what is nearer to the host wins.</summary>
    public int Depth { get; set; }

    /// <summary>The groups that it is a child of.</summary>
    public HashSet<string> Parents { get; } = new(StringComparer.Ordinal);

    /// <summary>Its hosts with their own variables.</summary>
    public SortedDictionary<string, IReadOnlyDictionary<string, string>> Hosts { get; } = new(StringComparer.Ordinal);

    /// <summary>The variables of the group.</summary>
    public IReadOnlyDictionary<string, string> Variables => variables;

    /// <summary>Takes variables; later ones win.</summary>
    public void Take(ConfigNode? vars)
    {
        foreach (var (key, value) in ReachedBy.In(vars))
        {
            variables[key] = value;
        }
    }

    /// <summary>The group and all above it. A circle ends.</summary>
    public IEnumerable<InventoryGroup> WithAncestors(IReadOnlyDictionary<string, InventoryGroup> all)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>([name]);
        while (waiting.TryDequeue(out var next))
        {
            if (seen.Add(next))
            {
                yield return all[next];
                all[next].Parents.ToList().ForEach(waiting.Enqueue);
            }
        }
    }
}
