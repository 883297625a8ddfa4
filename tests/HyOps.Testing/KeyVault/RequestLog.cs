using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace HyOps.Testing.KeyVault;

/// <summary>What a server was asked.</summary>
public sealed class RequestLog
{
    private readonly TimeProvider clock;
    private readonly ConcurrentQueue<LoggedRequest> all = new();
    private readonly Lock gate = new();
    private int running;

    internal RequestLog(TimeProvider clock) => this.clock = clock;

    /// <summary>All requests that were answered, in the order of their answers.</summary>
    public IReadOnlyList<LoggedRequest> All => [.. all];

    /// <summary>Those for secrets that came with a token.</summary>
    public IReadOnlyList<LoggedRequest> ForSecrets => [.. all.Where(request => request.Authorized)];

    /// <summary>How many were under way at once, at most.</summary>
    public int Peak { get; private set; }

    /// <summary>Waits until so many are under way at once.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task UnderWayAsync(int count, CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref running) < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), cancellationToken);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (gate)
        {
            all.Clear();
            Peak = running;
        }
    }

    /// <summary>The most requests that arrived within any window of that length, by the server's clock.</summary>
    /// <param name="window">Its length.</param>
    public int MostWithin(TimeSpan window)
    {
        var times = all.Select(request => request.ArrivedOn).Order().ToArray();
        var (most, first) = (0, 0);
        for (var last = 0; last < times.Length; last++)
        {
            while (times[last] - times[first] >= window)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    internal IDisposable Begin(HttpContext context)
    {
        lock (gate)
        {
            Peak = Math.Max(Peak, ++running);
        }

        return new Running(this, context, clock.GetUtcNow());
    }

    private sealed class Running(RequestLog log, HttpContext context, DateTimeOffset arrivedOn) : IDisposable
    {
        public void Dispose()
        {
            lock (log.gate)
            {
                log.running--;
            }

            var headers = context.Request.Headers;
            log.all.Enqueue(new LoggedRequest(
                context.Request.Method, context.Request.Path.Value!, arrivedOn, context.Response.StatusCode,
                headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        }
    }
}
