namespace HyOps.Testing.KeyVault;

/// <summary>Which requests a server refuses with 429.</summary>
public sealed class Throttling
{
    private readonly Func<DateTimeOffset, bool> refuses;
    private readonly Lock gate = new();

    private Throttling(Func<DateTimeOffset, bool> refuses) => this.refuses = refuses;

    /// <summary>A share of them, at random but the same each time.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="seed">Of the random numbers.</param>
    public static Throttling Share(double share, int seed = 1)
    {
        var random = new Random(seed);
        return new Throttling(_ => random.NextDouble() < share);
    }

    /// <summary>By their number, from 1.</summary>
    /// <param name="numbers">Which.</param>
    public static Throttling ByNumber(Func<int, bool> numbers)
    {
        var count = 0;
        return new Throttling(_ => numbers(++count));
    }

    /// <summary>Those over a limit, as the service has one: 4,000 within 10 s.</summary>
    /// <param name="limit">How many pass.</param>
    /// <param name="window">Within what time.</param>
    public static Throttling Over(int limit, TimeSpan window)
    {
        var passed = new Queue<DateTimeOffset>();
        return new Throttling(now =>
        {
            while (passed.TryPeek(out var oldest) && oldest <= now - window)
            {
                passed.Dequeue();
            }

            if (passed.Count >= limit)
            {
                return true;
            }

            passed.Enqueue(now);
            return false;
        });
    }

    internal bool Refuses(DateTimeOffset now)
    {
        lock (gate)
        {
            return refuses(now);
        }
    }
}
