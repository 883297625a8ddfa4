using System.Globalization;
using HyOps.Core;
using HyOps.Core.Leases;
using HyOps.Core.Runs;

namespace HyOps.Engine.Leases;

/// <summary>
/// The copy of a recovery's journal that is kept beside the shared lease. Each line is there before the next thing happens, or it is told that it
/// is not: the recovery goes on, as the journal's file is what counts. From then on nobody waits for the copy; it is caught up in the background,
/// and once more at the end. So its loss costs a recovery <see cref="Limit"/>, and as much again at its end.
/// </summary>
/// <param name="lease">Where it is kept.</param>
/// <param name="clock">Measures how long is waited.</param>
/// <param name="observer">Told when lines are missing there, and when they are not any more.</param>
internal sealed class JournalCopy(IJournalingLease lease, TimeProvider clock, IRunObserver observer) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private readonly List<string> lines = [];
    private readonly CancellationTokenSource ending = new();
    private readonly CancellationTokenSource over = new();
    private Task catchingUp = Task.CompletedTask;
    private int kept;
    private bool behind;
    private bool told;
    private bool fenced;
    private string? failure;

    /// <summary>The longest that a step waits for an answer.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(3);

    /// <summary>What the record says of it; null where there is nothing to keep.</summary>
    public RecordedJournalCopy? ForRecord()
    {
        lock (gate)
        {
            return lines.Count == 0 ? null : new RecordedJournalCopy(lease.Place, lines.Count, kept) { Failure = failure };
        }
    }

    /// <summary>Adds lines that an earlier run wrote; they go with the next one.</summary>
    public void Add(IEnumerable<string> earlier)
    {
        lock (gate)
        {
            lines.AddRange(earlier);
        }
    }

    /// <summary>Adds a line, which is in the file already. One call at a time.</summary>
    /// <param name="line">The line.</param>
    /// <param name="cancellationToken">Ends the wait, and not the try.</param>
    public async Task AddAsync(string line, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            lines.Add(line);
            if (behind)
            {
                return;
            }
        }

        var attempt = TryAsync();
        try
        {
            if (await attempt.WaitAsync(Limit, clock, cancellationToken).ConfigureAwait(false) is null)
            {
                return;
            }
        }
        catch (TimeoutException)
        {
            Lose(string.Create(CultureInfo.InvariantCulture, $"no answer within {Limit.TotalSeconds:0} s"));
        }
        catch (OperationCanceledException)
        {
            // An interrupted run waits no longer. The try goes on.
        }

        lock (gate)
        {
            behind = true;
        }

        catchingUp = CatchUpAsync(attempt);
    }

    /// <summary>The journal is whole: what is missing is tried once more.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await ending.CancelAsync().ConfigureAwait(false);
        try
        {
            await catchingUp.WaitAsync(Limit, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            await over.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ending.Dispose();
        over.Dispose();
    }

    private async Task CatchUpAsync(Task<string?> attempt)
    {
        for (var last = false; ; attempt = TryAsync())
        {
            var why = await attempt.ConfigureAwait(false);
            if (why is null && IsWhole())
            {
                return;
            }

            if (why is not null)
            {
                Lose(why);
                if (fenced || last || over.IsCancellationRequested)
                {
                    return;
                }

                await Task.Delay(Pause, clock, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            last = ending.IsCancellationRequested;
        }
    }

    private bool IsWhole()
    {
        lock (gate)
        {
            if (kept < lines.Count)
            {
                return false;
            }

            behind = false;
        }

        if (told)
        {
            told = false;
            Tell($"the copy in {lease.Place} is whole again");
        }

        return true;
    }

    // Null where all lines are there; else why not.
    private async Task<string?> TryAsync()
    {
        try
        {
            while (Missing() is { Count: > 0 } missing)
            {
                await lease.KeepAsync(kept + 1, missing, over.Token).ConfigureAwait(false);
                lock (gate)
                {
                    kept += missing.Count;
                }
            }

            return null;
        }
        catch (LeaseLostException e)
        {
            fenced = true;
            return e.Message;
        }
        catch (HyOpsException e)
        {
            return e.NextStep is null ? e.Message : $"{e.Message}. Next: {e.NextStep}";
        }
        catch (OperationCanceledException)
        {
            return "it did not answer until the end";
        }
    }

    private List<string> Missing()
    {
        lock (gate)
        {
            return lines[kept..];
        }
    }

    // Once for each absence.
    private void Lose(string why)
    {
        lock (gate)
        {
            failure ??= why;
        }

        if (!told)
        {
            told = true;
            Tell($"the copy in {lease.Place} lacks lines: {why}. The run goes on, as the file in its record is what counts{(fenced ? "" : "; the copy is caught up when it can be")}");
        }
    }

    private void Tell(string text)
    {
        if (over.IsCancellationRequested)
        {
            return;
        }

        try
        {
            observer.On(new StageDone("journal", text));
        }
        catch (HyOpsException)
        {
            // The record's disk is full, which the next event of a step says.
        }
    }
}
