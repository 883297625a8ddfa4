namespace HyOps.Core.Leases;

/// <summary>
/// A shared lease that keeps the journals of its holders beside it, so that another machine can go on with a run whose record it does not have.
/// Only who holds the lease writes, and only the journal of its own run. What is kept is text as it stands in the journal's file, line by line;
/// nobody here looks at it: whoever reads it checks its hash chain.
/// </summary>
public interface IJournalingLease : ISharedLease
{
    /// <summary>Where they are kept, in words: <c>PostgreSQL db.example.org:5432/hyops</c>.</summary>
    string Place { get; }

    /// <summary>
    /// Keeps lines of the holder's own journal; they are durable when this returns. Lines that are there already are left as they are, so that a
    /// try whose answer was lost can be made again. Journals of the environment's oldest runs go when there are too many.
    /// </summary>
    /// <param name="first">The number of the first of them, from 1.</param>
    /// <param name="lines">The lines, without their line ends.</param>
    /// <param name="cancellationToken">Ends the try; whether they are there is then unknown.</param>
    /// <exception cref="LeaseLostException">Somebody else has the lease now: nothing was written, and nothing ever will be.</exception>
    /// <exception cref="LeaseException">They could not be written; another try may go better.</exception>
    Task KeepAsync(int first, IReadOnlyList<string> lines, CancellationToken cancellationToken);

    /// <summary>The ids of the runs of this environment whose journals are kept, newest first.</summary>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <exception cref="LeaseException">They cannot be read.</exception>
    Task<IReadOnlyList<string>> ListJournalsAsync(CancellationToken cancellationToken);

    /// <summary>The lines of a run's journal, in the order of their numbers; none where there is no such run.</summary>
    /// <param name="run">The run's whole id.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <exception cref="LeaseException">They cannot be read.</exception>
    Task<IReadOnlyList<string>> ReadJournalAsync(string run, CancellationToken cancellationToken);
}
