namespace HyOps.Presentation.Reports.Graph;

/// <summary>A place in the graph: a step, or a bend of an arrow that crosses its column.</summary>
/// <param name="rank">Its column.</param>
/// <param name="isStep">Whether a step stands there.</param>
internal sealed class Spot(int rank, bool isStep)
{
    private const int BendHeight = 10;

    public int Rank => rank;

    public double X { get; set; }

    public double Y { get; set; }

    public double Height => isStep ? GraphLayout.NodeHeight : BendHeight;

    public double Middle => Y + (Height / 2);

    public List<Spot> Before { get; } = [];

    public List<Spot> After { get; } = [];

    /// <summary>Where its neighbours on one side would have its middle; where it is, if it has none.</summary>
    public double Wanted(bool forwards) => (forwards ? Before : After) is { Count: > 0 } neighbours ? neighbours.Average(spot => spot.Middle) : Middle;
}
