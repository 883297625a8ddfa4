namespace HyOps.Core.Leases;

/// <summary>Gives out leases of one kind. A host registers those that it knows.</summary>
public interface ISharedLeaseProvider
{
    /// <summary>The kind, as environment.yml names it: <c>postgres</c>.</summary>
    string Kind { get; }

    /// <summary>Takes the environment's lease.</summary>
    /// <param name="access">Which, for whom, and with what.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <exception cref="LeaseHeldException">Another run has it.</exception>
    /// <exception cref="LeaseException">Where it is kept cannot be reached or used.</exception>
    Task<ISharedLease> TakeAsync(LeaseAccess access, CancellationToken cancellationToken);

    /// <summary>Who holds it now, in words; null where it is free. Changes nothing.</summary>
    /// <param name="access">Which, for whom, and with what.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <exception cref="LeaseException">Where it is kept cannot be reached or used.</exception>
    Task<string?> HolderOfAsync(LeaseAccess access, CancellationToken cancellationToken);
}
