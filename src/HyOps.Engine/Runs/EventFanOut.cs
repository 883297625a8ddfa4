using HyOps.Core.Runs;

namespace HyOps.Engine.Runs;

/// <summary>Passes events on to several observers, one event at a time, in the order given.</summary>
/// <param name="observers">Who listens; the journal first, so that it knows what people were shown.</param>
public sealed class EventFanOut(params IReadOnlyList<IRunObserver> observers) : IRunObserver
{
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public void On(RunEvent runEvent)
    {
        lock (gate)
        {
            foreach (var observer in observers)
            {
                observer.On(runEvent);
            }
        }
    }
}
