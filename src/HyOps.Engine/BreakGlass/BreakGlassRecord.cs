using System.Reflection;
using System.Security.Cryptography;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.Guardrails;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Phases;
using HyOps.Engine.Runs;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.BreakGlass;

/// <summary>The record of an opening: who, why, under which runbook, which file, which keys. It is on the disk before anything is decrypted.</summary>
internal sealed class BreakGlassRecord
{
    private readonly EngineServices services;
    private readonly RunJournal journal;
    private readonly IRecordSigner? signer;
    private readonly long start;
    private RunRecord current;

    public BreakGlassRecord(EngineServices services, ChosenBreakGlass chosen, BreakGlassPermit permit, ExecOptions exec, RunJournal journal)
    {
        this.services = services;
        this.journal = journal;
        signer = RecordSigner.For(chosen.Environment.Records.Sign, services);
        start = services.World.Clock.GetTimestamp();
        string[] keys = [.. exec.Keys.Order().Select(key => key.Value)];
        current = new RunRecord
        {
            RunId = journal.Id.Value,
            Verb = journal.Id.Verb,
            Environment = chosen.Chosen.Name.Value,
            Tier = chosen.Environment.Tier.ToString().ToLowerInvariant(),
            Operator = services.World.UserName,
            Host = services.World.HostName,
            HyopsVersion = typeof(BreakGlassRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            Overrides = [new RecordedOverride(PhaseOverrides.BreakGlass, keys, permit.Reason)],
            BreakGlass = Of(chosen.Settings, chosen.ProjectRoot),
            Started = services.World.Clock.GetUtcNow(),
            Events = new RecordedChain(0, EventChain.Beginning),
        };
    }

    /// <summary>What a record says of a break-glass file before it is opened.</summary>
    public static RecordedBreakGlass Of(BreakGlassSettings settings, string projectRoot) =>
        new(settings.File, DigestOf(Path.Combine(projectRoot, settings.File)), settings.Runbook, DigestOf(Path.Combine(projectRoot, settings.Runbook)));

    /// <summary>Writes down what is about to happen.</summary>
    public void Begin(Verdict confirmed)
    {
        current = current with { Guardrails = [new RecordedVerdict(confirmed.Guardrail, confirmed.IsAllowed, confirmed.Reason)] };
        journal.On(new RunStarted(journal.Id, journal.Id.Verb, current.Environment, journal.Directory));
        journal.Write(current);
    }

    /// <summary>Writes down what was opened.</summary>
    public void Opened(SecretBundle secrets, string notice)
    {
        var given = new GivenSecrets(secrets, _ => SecretOrigin.BreakGlass);
        given.Give("command", secrets.Names);
        current = current with { Secrets = given.ForRecord() };
        journal.On(new StageDone(PhaseOverrides.BreakGlass, notice));
        journal.Write(current);
    }

    /// <summary>Seals the record.</summary>
    /// <returns>Why it is not signed although it should be.</returns>
    public Task<string?> FinishAsync(CommandResult result, CancellationToken cancellationToken) =>
        SealAsync(result.Interrupted ? (int)ExitCode.Interrupted : result.ExitCode, cancellationToken);

    /// <summary>Seals the record of an opening that came to nothing.</summary>
    public Task<string?> StopAsync(Exception exception, CancellationToken cancellationToken)
    {
        var known = exception as HyOpsException;
        current = current with { Error = new RecordedError(known?.Message ?? $"{exception.GetType().Name}: {exception.Message}", known?.NextStep) };
        return SealAsync((int)(known?.ExitCode ?? (exception is OperationCanceledException ? ExitCode.Interrupted : ExitCode.InternalError)), cancellationToken);
    }

    private async Task<string?> SealAsync(int code, CancellationToken cancellationToken)
    {
        var elapsed = (long)services.World.Clock.GetElapsedTime(start).TotalMilliseconds;
        current = await journal.SealAsync(current with { ExitCode = code, DurationMs = elapsed }, signer, cancellationToken).ConfigureAwait(false);
        return current.Signature?.Failure;
    }

    // A file that cannot be read fails where it is opened, with better words.
    private static string? DigestOf(string path) => File.Exists(path) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) : null;
}
