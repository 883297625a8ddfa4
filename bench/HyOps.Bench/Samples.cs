namespace HyOps.Bench;

/// <summary>Several measurements of one thing.</summary>
public sealed class Samples
{
    private readonly List<double> values = [];

    /// <summary>The one in the middle.</summary>
    public double Median => values.Order().ElementAt(values.Count / 2);

    public void Add(double value) => values.Add(value);
}
