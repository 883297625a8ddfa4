namespace HyOps.Azure.Requests;

/// <summary>
/// Lets requests pass: so many at once, so many a second, and fewer when the vault says that it is too much. A vault takes 4,000 within 10 s from
/// everybody together (https://learn.microsoft.com/azure/key-vault/general/service-limits); this one lets 2,400 pass at most. Safe for use by several at once.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="parallelism">The most at once.</param>
internal sealed class Governor(TimeProvider clock, int parallelism) : IDisposable
{
    /// <summary>Requests a second, in the long run.</summary>
    public const double FullRate = 200;

    /// <summary>Requests that may pass without waiting, after a pause.</summary>
    public const double Burst = 400;

    private const double LowestRate = 20;
    private static readonly TimeSpan BetweenCuts = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim slots = new(parallelism);
    private readonly SemaphoreSlim turn = new(1);
    private readonly Lock gate = new();
    private double tokens = Burst;
    private double rate = FullRate;
    private long filledAt = clock.GetTimestamp();
    private long? cutAt;
    private DateTimeOffset pausedUntil;

    /// <summary>Waits until a request may pass.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>To be disposed of when it has been answered.</returns>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                while (Wait() is { } wait)
                {
                    await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                turn.Release();
            }

            return new Slot(slots);
        }
        catch
        {
            slots.Release();
            throw;
        }
    }

    /// <summary>The vault said that it is too much: everything slows down, and stands still where the vault says until when.</summary>
    /// <param name="retryAfter">What it said, if anything.</param>
    public void Throttled(TimeSpan? retryAfter)
    {
        lock (gate)
        {
            Fill();

            // Several answers of one moment are one message.
            if (cutAt is null || clock.GetElapsedTime(cutAt.Value) >= BetweenCuts)
            {
                cutAt = clock.GetTimestamp();
                rate = Math.Max(rate / 2, LowestRate);
                tokens = 0;
            }

            if (retryAfter is { } pause && clock.GetUtcNow() + pause is var until && until > pausedUntil)
            {
                pausedUntil = until;
            }
        }
    }

    /// <summary>A request was answered: speed comes back little by little.</summary>
    public void Answered()
    {
        lock (gate)
        {
            Fill();
            rate = Math.Min(FullRate, rate + 1);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        slots.Dispose();
        turn.Dispose();
    }

    // Null: it may pass, and has taken its token.
    private TimeSpan? Wait()
    {
        lock (gate)
        {
            Fill();
            if (pausedUntil - clock.GetUtcNow() is { Ticks: > 0 } pause)
            {
                return pause;
            }

            if (tokens >= 1)
            {
                tokens--;
                return null;
            }

            // Rounded up: a wait that is a tick too short would be followed by another one.
            return TimeSpan.FromMilliseconds(Math.Ceiling((1 - tokens) / rate * 1000));
        }
    }

    private void Fill()
    {
        var now = clock.GetTimestamp();
        var most = cutAt is null ? Burst : Math.Min(Burst, rate);
        tokens = Math.Min(most, tokens + (clock.GetElapsedTime(filledAt, now).TotalSeconds * rate));
        filledAt = now;
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
