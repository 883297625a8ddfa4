namespace HyOps.Bench;

/// <summary>One comparison: ours against the plain way, both in this run on this machine.</summary>
public interface IBenchmark
{
    /// <summary>The word for the command line.</summary>
    string Name { get; }

    /// <summary>What is compared with what, and the aim.</summary>
    string Description { get; }

    /// <summary>Measures, and prints its lines.</summary>
    /// <param name="bench">Measures and prints.</param>
    /// <param name="cancellationToken">Ends the measuring.</param>
    Task RunAsync(Bench bench, CancellationToken cancellationToken);
}
