using System.Collections.Concurrent;
using HyOps.Core.World;

namespace HyOps.Engine.Preflight;

/// <summary>What servers said the time is, in the <c>Date</c> of answers that other checks asked for anyway.</summary>
/// <param name="world">Our own clock.</param>
internal sealed class ServerTimes(Surroundings world)
{
    private readonly ConcurrentDictionary<string, TimeSpan> ahead = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The server whose clock is farthest from ours, and how far it is ahead; null where no server said.</summary>
    public (string Host, TimeSpan Ahead)? Farthest =>
        ahead.IsEmpty ? null : ahead.OrderBy(one => one.Key, StringComparer.Ordinal).MaxBy(one => one.Value.Duration()) is var (host, by) ? (host, by) : null;

    /// <summary>Notes an answer, at once after it came.</summary>
    /// <param name="host">Who answered.</param>
    /// <param name="date">What it said; to the second.</param>
    public void Note(string host, DateTimeOffset? date)
    {
        if (date is { } said)
        {
            ahead[host] = said - world.Clock.GetUtcNow();
        }
    }
}
