using System.Globalization;

namespace HyOps.Azure.Requests;

/// <summary>How often a server was asked since it last did what it is there for: what a message says of an outage. Safe for use by several at once.</summary>
/// <param name="clock">Says since when.</param>
internal sealed class Attempts(TimeProvider clock)
{
    private readonly Lock gate = new();
    private int count;
    private DateTimeOffset since;

    /// <summary>It is asked once more.</summary>
    public void Asked()
    {
        lock (gate)
        {
            if (count++ == 0)
            {
                since = clock.GetUtcNow();
            }
        }
    }

    /// <summary>It works.</summary>
    public void Answered()
    {
        lock (gate)
        {
            count = 0;
        }
    }

    /// <summary>For the end of a sentence: <c> (asked 6 times since 2026-01-02 03:04:05 UTC)</c>; empty where it works.</summary>
    public override string ToString()
    {
        lock (gate)
        {
            var time = since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
            return count switch
            {
                0 => "",
                1 => $" (asked once, at {time})",
                _ => string.Create(CultureInfo.InvariantCulture, $" (asked {count} times since {time})"),
            };
        }
    }
}
