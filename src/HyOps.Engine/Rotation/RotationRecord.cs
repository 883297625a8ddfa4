using System.Collections.Immutable;
using System.Reflection;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Guardrails;
using HyOps.Core.Runs;
using HyOps.Engine.Canary;
using HyOps.Engine.Runs;

namespace HyOps.Engine.Rotation;

/// <summary>The record of a rotation: one step a key, with names and versions only.</summary>
internal sealed class RotationRecord
{
    private readonly TimeProvider clock;
    private readonly RunJournal journal;
    private readonly IRecordSigner? signer;
    private readonly long start;
    private RunRecord current;

    public RotationRecord(EngineServices services, EnvironmentDefinition environment, RotateOptions options, RunJournal journal)
    {
        this.journal = journal;
        signer = RecordSigner.For(environment.Records.Sign, services);
        clock = services.World.Clock;
        start = clock.GetTimestamp();
        current = new RunRecord
        {
            RunId = journal.Id.Value,
            Verb = journal.Id.Verb,
            Environment = environment.Name.Value,
            Tier = environment.Tier.ToString().ToLowerInvariant(),
            ExecutionPlane = environment.ExecutionPlane is ExecutionPlane.RunnerLocal ? "runner-local" : "workstation-direct",
            Operator = services.World.UserName,
            Host = services.World.HostName,
            HyopsVersion = typeof(RotationRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            Overrides = options.DisableUnverified ? [new RecordedOverride("disable-unverified", [.. options.Keys.Select(key => key.Value)], options.Reason ?? "")] : [],
            Authority = new RecordedAuthority(environment.Authority!.Kind, environment.Authority.VaultUri.AbsoluteUri, journal.Id.Value),
            Started = clock.GetUtcNow(),
            Events = new RecordedChain(0, EventChain.Beginning),
        };
    }

    public void Begin() => journal.Write(current);

    public void Note(IEnumerable<Verdict> verdicts) =>
        current = current with { Guardrails = [.. verdicts.Select(verdict => new RecordedVerdict(verdict.Guardrail, verdict.IsAllowed, verdict.Reason))] };

    public void Note(IEnumerable<RotatedKey> keys) => current = current with { Steps = [.. keys.Select(Describe)] };

    /// <summary>Notes the search for secrets.</summary>
    /// <returns>What it found.</returns>
    public IReadOnlyList<Leak> Note(LeakReport report)
    {
        current = current with { LeakSearch = report.ForRecord() };
        return report.Leaks;
    }

    /// <summary>Seals the record.</summary>
    /// <returns>Why it is not signed although it should be.</returns>
    public async Task<string?> FinishAsync(ExitCode code, CancellationToken cancellationToken)
    {
        current = await journal.SealAsync(current with { ExitCode = (int)code, DurationMs = Elapsed }, signer, cancellationToken).ConfigureAwait(false);
        return current.Signature?.Failure;
    }

    public Task StopAsync(Exception exception, CancellationToken cancellationToken)
    {
        var known = exception as HyOpsException;
        var code = known?.ExitCode ?? (exception is OperationCanceledException ? ExitCode.Interrupted : ExitCode.InternalError);
        current = current with { Error = new RecordedError(known?.Message ?? $"{exception.GetType().Name}: {exception.Message}", known?.NextStep) };
        return FinishAsync(code, cancellationToken);
    }

    private long Elapsed => (long)clock.GetElapsedTime(start).TotalMilliseconds;

    private static RecordedStep Describe(RotatedKey key) => new()
    {
        Id = key.Plan.Key.Value,
        Module = key.Plan.Row?.Reference.Name ?? "",
        Tool = "rotate",
        Outcome = key.State is null ? "not-run" : key.State.Stage is RotationStage.Done ? "changed" : key.Failure is null ? "refused" : "failed",
        Summary = key.State is null ? "not begun" : $"{RotationWords.Of(key.State.Stage)}: {key.State.OldVersion ?? "no version"} → {key.State.NewVersion ?? "not written"}",
        Failure = key.Failure ?? Unverified(key.Plan.Consumers),
    };

    private static string? Unverified(IEnumerable<RotationConsumer> consumers)
    {
        ImmutableArray<string> texts = [.. consumers.Where(consumer => consumer.Status is ConsumerStatus.Failed or ConsumerStatus.Unverified)
            .Select(consumer => $"{RotationWords.Of(consumer.Kind)} {consumer.Name}: {consumer.Detail}")];
        return texts.IsEmpty ? null : string.Join("; ", texts);
    }
}
