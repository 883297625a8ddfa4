namespace HyOps.Core.Leases;

/// <summary>
/// An environment's lease that several machines agree on. It is held from the moment that it is given out, for as long as
/// <see cref="RenewAsync"/> succeeds at least once in every <see cref="Validity"/>. Nobody else is given it before that time is over.
/// </summary>
public interface ISharedLease : IAsyncDisposable
{
    /// <summary>
    /// The fencing number: greater than that of everybody who held this lease before. What takes orders from several runners can
    /// refuse one that comes with a smaller number than it has seen.
    /// </summary>
    long Fence { get; }

    /// <summary>For how long it stays ours after a renewal.</summary>
    TimeSpan Validity { get; }

    /// <summary>Says that we are alive.</summary>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <exception cref="LeaseLostException">Somebody else has it now: it does not come back.</exception>
    /// <exception cref="LeaseException">It could not be asked for; another try may go better.</exception>
    Task RenewAsync(CancellationToken cancellationToken);
}
