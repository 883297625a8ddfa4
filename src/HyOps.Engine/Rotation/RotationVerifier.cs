using HyOps.Core.Runs;

namespace HyOps.Engine.Rotation;

/// <summary>Tells which consumers use the new version.</summary>
/// <param name="cluster">Asks the cluster.</param>
/// <param name="probes">Runs probes.</param>
/// <param name="clock">Measures the wait.</param>
/// <param name="observer">Told what is waited for.</param>
internal sealed class RotationVerifier(ClusterWatch cluster, ProbeRunner probes, TimeProvider clock, IRunObserver observer)
{
    /// <summary>Looks at every consumer: first the cluster, which takes its time, then the probes, which prove the end of it, and their modules' steps.</summary>
    /// <param name="plan">The key with its consumers.</param>
    /// <param name="state">Its rotation; the modules have run.</param>
    /// <param name="options">How long to wait.</param>
    /// <param name="run">The run's id.</param>
    /// <param name="cancellationToken">Cancelled = stop waiting.</param>
    public async Task<RotationPlan> VerifyAsync(RotationPlan plan, RotationState state, RotateOptions options, string run, CancellationToken cancellationToken)
    {
        var consumers = await WaitForClusterAsync(plan.Consumers, state, options, run, cancellationToken).ConfigureAwait(false);
        var verified = new List<RotationConsumer>();
        foreach (var consumer in consumers)
        {
            verified.Add(consumer.Kind switch
            {
                ConsumerKind.Probe => await probes.RunAsync(consumer, state, cancellationToken).ConfigureAwait(false),
                _ => consumer,
            });
        }

        return plan with { Consumers = [.. verified.Select(consumer => consumer.Kind is ConsumerKind.Step ? StepProof.Of(plan.Key, consumer, verified) : consumer)] };
    }

    private async Task<IReadOnlyList<RotationConsumer>> WaitForClusterAsync(
        IReadOnlyList<RotationConsumer> consumers, RotationState state, RotateOptions options, string run, CancellationToken cancellationToken)
    {
        if (!consumers.Any(consumer => consumer.Projection is not null))
        {
            return consumers;
        }

        var start = clock.GetTimestamp();
        if (options.Sync && cluster.WhyNot is null)
        {
            foreach (var projection in consumers.Where(consumer => consumer.Kind is ConsumerKind.ExternalSecret))
            {
                await cluster.SyncAsync(projection, run, cancellationToken).ConfigureAwait(false);
            }
        }

        var told = false;
        while (true)
        {
            consumers = await CheckClusterAsync(consumers, state, cancellationToken).ConfigureAwait(false);
            var missing = consumers.Count(consumer => consumer.Projection is not null && consumer.Status is not ConsumerStatus.Verified);
            if (missing == 0 || cluster.WhyNot is not null || clock.GetElapsedTime(start) >= options.Wait)
            {
                return consumers;
            }

            if (!told)
            {
                observer.On(new StageDone("wait", $"{missing} in the cluster have not followed yet; waiting up to {options.Wait.TotalSeconds:0} s"));
                told = true;
            }

            await Task.Delay(options.Pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<RotationConsumer>> CheckClusterAsync(IReadOnlyList<RotationConsumer> consumers, RotationState state, CancellationToken cancellationToken)
    {
        var seen = new List<RotationConsumer>();
        foreach (var consumer in consumers)
        {
            seen.Add(consumer.Projection is null || consumer.Status is ConsumerStatus.Verified ? consumer : await cluster.CheckAsync(consumer, state, cancellationToken).ConfigureAwait(false));
        }

        return seen;
    }
}
