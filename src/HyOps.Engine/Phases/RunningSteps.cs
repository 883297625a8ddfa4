using System.Collections.Concurrent;
using HyOps.Core.Files;
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

    public void TellInterrupt()
    {
        try
        {
            observer.On(new InterruptReceived([.. running.Keys.Order(StringComparer.Ordinal)]));
        }
        catch (FileProblemException)
        {
            // The record's disk is full, and the next event of a step says so. Thrown here, on the signal's thread, it would end the process
            // and leave the tools without anybody who waits for them.
        }
    }
}
