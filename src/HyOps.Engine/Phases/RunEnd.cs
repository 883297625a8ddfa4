using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Runs;
using HyOps.Engine.Runs;
using HyOps.Engine.Tracing;

namespace HyOps.Engine.Phases;

/// <summary>What comes after the steps, however they ended: the trace is sent, the record is sealed and signed.</summary>
internal sealed class RunEnd
{
    private readonly RunJournal journal;
    private readonly PhaseRecord record;
    private readonly EventFanOut observer;
    private readonly TraceExport export;
    private readonly RunTrace trace;
    private readonly RecordSigner? signer;

    public RunEnd(EngineServices services, EnvironmentDefinition environment, RunJournal journal, PhaseRecord record, EventFanOut observer)
    {
        this.journal = journal;
        this.record = record;
        this.observer = observer;
        trace = RunTrace.Of(journal.Id, services.World);
        signer = RecordSigner.For(environment.Records.Sign, services);
        export = new TraceExport(services, environment.Telemetry);
        export.Register();
    }

    /// <summary>Ends a run whose steps are over.</summary>
    /// <returns>The summary, with the exit code that the record says: one that should be signed and is not makes success a failure.</returns>
    public async Task<RunSummary> OfAsync(RunSummary summary, CancellationToken cancellationToken)
    {
        journal.Write(record.Current);
        var finished = record.Finished(summary);
        await export.SendAsync(finished, trace, observer, cancellationToken).ConfigureAwait(false);
        observer.On(new RunFinished(summary));
        var whole = await journal.SealAsync(finished, signer, cancellationToken).ConfigureAwait(false);
        return summary with { ExitCode = (ExitCode)whole.ExitCode!.Value, SigningFailure = whole.Signature?.Failure };
    }

    /// <summary>Ends a run that was stopped.</summary>
    public async Task OfStoppedAsync(Exception reason, CancellationToken cancellationToken)
    {
        var stopped = record.Stopped(reason);
        await export.SendAsync(stopped, trace, observer, cancellationToken).ConfigureAwait(false);
        await journal.SealAsync(stopped, signer, cancellationToken).ConfigureAwait(false);
    }
}
