using System.Globalization;
using HyOps.Core;
using HyOps.Core.Leases;
using HyOps.Core.Runs;

namespace HyOps.Engine.Leases;

/// <summary>
/// The lease of an environment that several machines agree on, kept while a run lasts: renewed six times in its validity, and taken for lost
/// when it was not renewed for that long, whatever the reason. What has started goes on, as its tool has a state lock of its own; nothing new starts.
/// </summary>
internal sealed class SharedEnvironmentLease : IAsyncDisposable
{
    private const int BeatsInValidity = 6;
    private readonly CancellationTokenSource ending = new();
    private readonly ISharedLease lease;
    private readonly TimeProvider clock;
    private readonly IRunObserver observer;
    private readonly Task keeping;
    private long renewed;
    private volatile string? lost;

    private SharedEnvironmentLease(ISharedLease lease, string kind, TimeProvider clock, IRunObserver observer)
    {
        this.lease = lease;
        this.clock = clock;
        this.observer = observer;
        Kind = kind;
        Keeper = lease as IJournalingLease;
        Journal = Keeper is null ? null : new JournalCopy(Keeper, clock, observer);
        renewed = clock.GetTimestamp();
        keeping = Task.Run(KeepAsync);
    }

    /// <summary>The kind's word.</summary>
    public string Kind { get; }

    /// <summary>The fencing number.</summary>
    public long Fence => lease.Fence;

    /// <summary>What keeps journals beside it; null where this kind of lease keeps none.</summary>
    public IJournalingLease? Keeper { get; }

    /// <summary>The copy of this run's journal there; null where this kind of lease keeps none.</summary>
    public JournalCopy? Journal { get; }

    /// <summary>Why it is not ours any more; null while it is.</summary>
    public string? WhyLost => lost ?? (Silence < lease.Validity ? null : NotRenewed(null));

    private TimeSpan Silence => clock.GetElapsedTime(Interlocked.Read(ref renewed));

    /// <summary>Takes it.</summary>
    /// <param name="provider">Gives it out.</param>
    /// <param name="access">Which, for whom, and with what.</param>
    /// <param name="observer">Told when it is taken, hard to keep, or lost.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <exception cref="LeaseHeldException">Another run has it.</exception>
    /// <exception cref="LeaseException">Where it is kept cannot be reached or used.</exception>
    public static async Task<SharedEnvironmentLease> TakeAsync(ISharedLeaseProvider provider, LeaseAccess access, IRunObserver observer, CancellationToken cancellationToken)
    {
        var lease = await provider.TakeAsync(access, cancellationToken).ConfigureAwait(false);
        observer.On(new StageDone("lease", string.Create(CultureInfo.InvariantCulture, $"taken ({provider.Kind}, fencing number {lease.Fence})")));
        return new SharedEnvironmentLease(lease, provider.Kind, access.World.Clock, observer);
    }

    /// <summary>Goes on only while it is ours.</summary>
    /// <exception cref="LeaseLostException">It is not.</exception>
    public void Require()
    {
        if (WhyLost is { } why)
        {
            throw new LeaseLostException(why);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync().ConfigureAwait(false);
        await keeping.ConfigureAwait(false);
        Journal?.Dispose();
        await lease.DisposeAsync().ConfigureAwait(false);
        ending.Dispose();
    }

    private async Task KeepAsync()
    {
        while (lost is null && await PauseAsync().ConfigureAwait(false))
        {
            lost = await RenewAsync().ConfigureAwait(false);
        }

        if (lost is { } why)
        {
            Tell($"{why}. What runs goes on; nothing new starts");
        }
    }

    private async Task<bool> PauseAsync()
    {
        await Task.Delay(lease.Validity / BeatsInValidity, clock, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !ending.IsCancellationRequested;
    }

    // Why it is lost; null while it is ours.
    private async Task<string?> RenewAsync()
    {
        var asked = clock.GetTimestamp();
        try
        {
            await lease.RenewAsync(ending.Token).ConfigureAwait(false);
            Interlocked.Exchange(ref renewed, asked);
            return null;
        }
        catch (LeaseLostException e)
        {
            return e.Message;
        }
        catch (OperationCanceledException)
        {
            return null; // The run has ended.
        }
        catch (HyOpsException e)
        {
            return Silence >= lease.Validity ? NotRenewed(e.Message) : null;
        }
    }

    private string NotRenewed(string? reason) => string.Create(
        CultureInfo.InvariantCulture, $"the lease of this environment was not renewed for {lease.Validity.TotalSeconds:0} s{(reason is null ? "" : $" ({reason})")}: another run may have it");

    private void Tell(string text)
    {
        try
        {
            observer.On(new StageDone("lease", text));
        }
        catch (HyOpsException)
        {
            // The record's disk is full, which the next event of a step says. WhyLost counts, and it is in the record's own place.
        }
    }
}
