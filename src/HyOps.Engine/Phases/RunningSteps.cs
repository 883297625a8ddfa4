using System.Collections.Concurrent;
using HyOps.Core.Runs;

namespace HyOps.Engine.Phases;

/// <summary>Which steps run now, so that an interrupt can say what is waited for.</summary>
/// <param name="observer">Told about the interrupt.</param>
internal sealed class RunningSteps(IRunObserver observer)
{
    private readonly ConcurrentDictionary<string, bool> running = new(StringComparer.Ordinal);

    public async Task<StepResult> During(string step, Func<Task<StepResult>> run)
    {
        running[step] = true;
        try
        {
            return await run().ConfigureAwait(false);
        }
        finally
        {
            running.TryRemove(step, out _);
        }
    }

    public void TellInterrupt() => observer.On(new InterruptReceived([.. running.Keys.Order(StringComparer.Ordinal)]));
}
