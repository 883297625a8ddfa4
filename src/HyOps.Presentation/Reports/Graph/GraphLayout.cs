namespace HyOps.Presentation.Reports.Graph;

/// <summary>
/// Places the steps in columns by rank, in the way of Sugiyama, Tagawa and Toda (1981): long arrows are cut at every column that they cross,
/// each column is ordered by the middle of its neighbours, and then pulled towards them. Steps without any arrow stand below, in rows.
/// </summary>
internal sealed class GraphLayout
{
    public const int NodeWidth = 184;
    public const int NodeHeight = 48;
    private const int ColumnGap = 52;
    private const int RowGap = 14;
    private const int Sweeps = 8;
    private const int MostBends = 4000;
    private const int FewestColumns = 4;

    private readonly List<Spot> spots = [];
    private readonly List<List<Spot>> columns = [];

    private GraphLayout(NeedsGraph graph)
    {
        var arrows = graph.Arrows.ToList();
        var linked = arrows.SelectMany(arrow => new[] { arrow.From, arrow.To }).ToHashSet();
        for (var step = 0; step < graph.Count; step++)
        {
            spots.Add(new Spot(graph.Ranks[step], isStep: true));
            if (linked.Contains(step))
            {
                Column(graph.Ranks[step]).Add(spots[step]);
            }
        }

        var bends = arrows.Sum(arrow => graph.Ranks[arrow.To] - graph.Ranks[arrow.From] - 1);
        Arrows = [.. arrows.Select(arrow => Connect(spots[arrow.From], spots[arrow.To], bends <= MostBends))];
        Arrange();
        PlaceAlone([.. spots.Take(graph.Count).Where((_, step) => !linked.Contains(step))]);
        Steps = [.. spots.Take(graph.Count)];
        Width = Steps.Count == 0 ? 0 : Steps.Max(spot => spot.X) + NodeWidth;
        Height = spots.Count == 0 ? 0 : spots.Max(spot => spot.Y + spot.Height);
    }

    /// <summary>Where each step stands, in plan order.</summary>
    public IReadOnlyList<Spot> Steps { get; }

    /// <summary>The spots that each arrow goes through, from its step to the one that waits.</summary>
    public IReadOnlyList<IReadOnlyList<Spot>> Arrows { get; }

    public double Width { get; }

    public double Height { get; }

    public static GraphLayout Of(NeedsGraph graph) => new(graph);

    private List<Spot> Column(int rank)
    {
        while (columns.Count <= rank)
        {
            columns.Add([]);
        }

        return columns[rank];
    }

    private List<Spot> Connect(Spot from, Spot to, bool bend)
    {
        List<Spot> way = [from];
        for (var rank = from.Rank + 1; bend && rank < to.Rank; rank++)
        {
            var spot = new Spot(rank, isStep: false);
            spots.Add(spot);
            Column(rank).Add(spot);
            way.Add(spot);
        }

        way.Add(to);
        for (var i = 1; i < way.Count; i++)
        {
            way[i - 1].After.Add(way[i]);
            way[i].Before.Add(way[i - 1]);
        }

        return way;
    }

    private void Arrange()
    {
        foreach (var column in columns)
        {
            Stack(column);
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var forwards = sweep % 2 == 0;
            foreach (var column in forwards ? columns : columns.AsEnumerable().Reverse())
            {
                Sort(column, forwards);
            }
        }

        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var forwards = sweep % 2 == 0;
            foreach (var column in forwards ? columns : columns.AsEnumerable().Reverse())
            {
                Pull(column, forwards);
            }
        }

        var top = spots.Count == 0 ? 0 : spots.Min(spot => spot.Y);
        spots.ForEach(spot => spot.Y -= top);
        spots.ForEach(spot => spot.X = spot.Rank * (NodeWidth + ColumnGap));
    }

    private static void Stack(List<Spot> column)
    {
        var y = 0.0;
        foreach (var spot in column)
        {
            spot.Y = y;
            y += spot.Height + RowGap;
        }
    }

    private static void Sort(List<Spot> column, bool forwards)
    {
        var sorted = column.OrderBy(spot => spot.Wanted(forwards)).ToList();
        column.Clear();
        column.AddRange(sorted);
        Stack(column);
    }

    // Two ways of keeping the distances, pushing down and pushing up; their mean keeps them too, and leans to neither side.
    private static void Pull(List<Spot> column, bool forwards)
    {
        var wanted = column.Select(spot => spot.Wanted(forwards) - (spot.Height / 2)).ToArray();
        var (down, up) = (wanted.ToArray(), wanted.ToArray());
        for (var i = 1; i < column.Count; i++)
        {
            down[i] = Math.Max(wanted[i], down[i - 1] + column[i - 1].Height + RowGap);
        }

        for (var i = column.Count - 2; i >= 0; i--)
        {
            up[i] = Math.Min(wanted[i], up[i + 1] - column[i].Height - RowGap);
        }

        for (var i = 0; i < column.Count; i++)
        {
            column[i].Y = Math.Round((down[i] + up[i]) / 2);
        }
    }

    private void PlaceAlone(List<Spot> alone)
    {
        var top = columns.Count == 0 ? 0 : columns.SelectMany(column => column).Max(spot => spot.Y + spot.Height) + (2 * RowGap);
        var across = Math.Max(FewestColumns, columns.Count);
        foreach (var (index, spot) in alone.Index())
        {
            spot.X = index % across * (NodeWidth + ColumnGap);
            spot.Y = top + (index / across * (NodeHeight + RowGap));
        }
    }
}
