using System.Collections.Immutable;

namespace HyOps.Core.Lifecycle;

/// <summary>Orders steps so that each comes after what it needs; ties stay in the order written. Linear in steps and needs.</summary>
public static class StepOrder
{
    /// <summary>Orders ids.</summary>
    /// <param name="needs">Ids in the order written, each with the ids that it needs; all of them known and unique.</param>
    /// <returns>The order, or the cycle that makes it impossible: <c>a → b → a</c>.</returns>
    public static StepOrdering Of(IReadOnlyList<KeyValuePair<string, ImmutableArray<string>>> needs)
    {
        var position = needs.Select((pair, index) => (pair.Key, index)).ToDictionary(pair => pair.Key, pair => pair.index, StringComparer.Ordinal);
        var waiting = needs.Select(pair => pair.Value.Distinct(StringComparer.Ordinal).Count()).ToArray();
        var followers = Followers(needs, position);
        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, needs.Count).Where(index => waiting[index] == 0).Select(index => (index, index)));
        var order = ImmutableArray.CreateBuilder<string>(needs.Count);
        while (ready.TryDequeue(out var index, out _))
        {
            order.Add(needs[index].Key);
            foreach (var follower in followers[index])
            {
                if (--waiting[follower] == 0)
                {
                    ready.Enqueue(follower, follower);
                }
            }
        }

        return order.Count == needs.Count
            ? new StepOrdering(order.ToImmutable(), [])
            : new StepOrdering([], FindCycle(needs, position, waiting));
    }

    private static List<int>[] Followers(IReadOnlyList<KeyValuePair<string, ImmutableArray<string>>> needs, Dictionary<string, int> position)
    {
        var followers = needs.Select(_ => new List<int>()).ToArray();
        for (var index = 0; index < needs.Count; index++)
        {
            foreach (var need in needs[index].Value.Distinct(StringComparer.Ordinal))
            {
                followers[position[need]].Add(index);
            }
        }

        return followers;
    }

    // Every step that still waits needs one that still waits: following them must come back to a step seen before.
    private static ImmutableArray<string> FindCycle(IReadOnlyList<KeyValuePair<string, ImmutableArray<string>>> needs, Dictionary<string, int> position, int[] waiting)
    {
        var seen = new Dictionary<int, int>();
        var path = new List<int>();
        var current = Array.FindIndex(waiting, count => count > 0);
        while (seen.TryAdd(current, path.Count))
        {
            path.Add(current);
            current = needs[current].Value.Select(need => position[need]).First(index => waiting[index] > 0);
        }

        return [.. path.Skip(seen[current]).Append(current).Select(index => needs[index].Key)];
    }
}

/// <summary>An order of steps, or the reason why there is none.</summary>
/// <param name="Order">The ids in order; empty where there is a cycle.</param>
/// <param name="Cycle">The cycle, each step followed by one that it needs, the first again at the end; empty where there is an order.</param>
public sealed record StepOrdering(ImmutableArray<string> Order, ImmutableArray<string> Cycle);
