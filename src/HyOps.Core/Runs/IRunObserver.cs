namespace HyOps.Core.Runs;

/// <summary>Sees a run's events, one after another.</summary>
public interface IRunObserver
{
    /// <summary>Takes an event. It must be quick: the run waits for it.</summary>
    /// <param name="runEvent">What happened.</param>
    void On(RunEvent runEvent);
}
