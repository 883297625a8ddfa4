using System.Collections;
using HyOps.Engine.Runs.Reading;

namespace HyOps.Presentation.Reports.Graph;

/// <summary>
/// The steps and what waits for what, by index in plan order: each with its rank, which is the length of the longest way to it. Arrows that
/// follow from others are left out, and so are those that close a circle, which only a damaged record can have.
/// </summary>
internal sealed class NeedsGraph
{
    private readonly List<int>[] before;
    private readonly List<int> order = [];

    private NeedsGraph(IReadOnlyList<StepReading> steps)
    {
        var byId = steps.Index().DistinctBy(item => item.Item.Id).ToDictionary(item => item.Item.Id, item => item.Index, StringComparer.Ordinal);
        before = [.. steps.Select((step, index) => step.Needs.Where(byId.ContainsKey).Select(id => byId[id]).Where(need => need != index).Distinct().ToList())];
        Ranks = new int[before.Length];
        Order();
        Reduce();
    }

    public int[] Ranks { get; }

    public int Count => before.Length;

    /// <summary>The arrows, from a step to one that waits for it.</summary>
    public IEnumerable<(int From, int To)> Arrows => before.Index().SelectMany(step => step.Item.Select(need => (need, step.Index)));

    public static NeedsGraph Of(IReadOnlyList<StepReading> steps) => new(steps);

    private void Order()
    {
        var waiting = before.Select(needs => needs.Count).ToArray();
        var after = Arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);
        var ready = new Queue<int>(Enumerable.Range(0, Count).Where(step => waiting[step] == 0));
        var done = new BitArray(Count);
        while (ready.TryDequeue(out var step))
        {
            done[step] = true;
            order.Add(step);
            foreach (var next in after[step])
            {
                Ranks[next] = Math.Max(Ranks[next], Ranks[step] + 1);
                if (--waiting[next] == 0)
                {
                    ready.Enqueue(next);
                }
            }
        }

        for (var step = 0; step < Count; step++)
        {
            Ranks[step] = done[step] ? Ranks[step] : 0;
            before[step].RemoveAll(need => !done[step] || !done[need]);
        }
    }

    private void Reduce()
    {
        var place = new int[Count];
        foreach (var (index, step) in order.Index())
        {
            place[step] = index;
        }

        var earlier = new BitArray?[Count];
        foreach (var step in order)
        {
            var reached = new BitArray(Count);
            var kept = new List<int>();
            foreach (var need in before[step].OrderByDescending(need => place[need]).Where(need => !reached[need]))
            {
                kept.Add(need);
                reached[need] = true;
                reached.Or(earlier[need]!);
            }

            before[step].RemoveAll(need => !kept.Contains(need));
            earlier[step] = reached;
        }
    }
}
