namespace HyOps.Azure.Reading;

/// <summary>Whoever asks for what is under way waits for it, and does not start it again. It stops when nobody waits any more.</summary>
/// <typeparam name="TKey">What is asked for.</typeparam>
/// <typeparam name="TValue">What comes of it.</typeparam>
internal sealed class SingleFlight<TKey, TValue>
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, Flight> flights = [];

    public async Task<TValue> RunAsync(TKey key, Func<CancellationToken, Task<TValue>> start, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var flight = Join(key, start);
        try
        {
            return await flight.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(key, flight);
        }
    }

    private Flight Join(TKey key, Func<CancellationToken, Task<TValue>> start)
    {
        lock (gate)
        {
            if (!flights.TryGetValue(key, out var flight))
            {
                flights[key] = flight = new Flight(start);
            }

            flight.Waiting++;
            return flight;
        }
    }

    private void Leave(TKey key, Flight flight)
    {
        lock (gate)
        {
            if (--flight.Waiting > 0)
            {
                return;
            }

            flights.Remove(key);
        }

        flight.Dispose();
    }

    private sealed class Flight : IDisposable
    {
        private readonly CancellationTokenSource stop = new();

        public Flight(Func<CancellationToken, Task<TValue>> start)
        {
            var token = stop.Token;
            Value = Task.Run(() => start(token), token);
        }

        public Task<TValue> Value { get; }

        public int Waiting { get; set; }

        public void Dispose()
        {
            stop.Cancel();
            stop.Dispose();
        }
    }
}
