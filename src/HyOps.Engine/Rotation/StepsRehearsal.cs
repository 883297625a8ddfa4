using HyOps.Core.Guardrails;
using HyOps.Core.Leases;
using HyOps.Core.Lifecycle;
using HyOps.Core.Secrets;
using HyOps.Engine.Authorities;
using HyOps.Engine.Init;
using HyOps.Engine.Leases;
using HyOps.Engine.Phases;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.Rotation;

/// <summary>
/// Asks beforehand for all that the run of the steps will ask for once the new versions are written: options, credentials of targets, tools,
/// the vault password and the bundle, the other secrets, guardrails, the shared lease. Refused afterwards, it would leave a new version that
/// nobody has taken over.
/// </summary>
/// <param name="run">The rotation that is about to begin.</param>
/// <param name="projectRoot">The project's absolute root.</param>
/// <param name="bundle">The environment's bundle.</param>
internal sealed class StepsRehearsal(RotationRun run, string projectRoot, BundleStore bundle)
{
    /// <summary>Asks for everything; nothing is changed, and nothing is started but tools that tell their version.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="note">Takes the guardrails' verdicts.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    /// <exception cref="HyOps.Core.HyOpsException">What the run would stop at.</exception>
    public async Task RequireAsync(IReadOnlyList<RotatedKey> keys, Action<IReadOnlyList<Verdict>> note, CancellationToken cancellationToken)
    {
        var steps = keys.Where(WillRun).SelectMany(key => key.Plan.Consumers).Where(consumer => consumer.Kind is ConsumerKind.Step).Select(consumer => consumer.Name).ToHashSet(StringComparer.Ordinal);
        var options = run.PhaseOptions(steps);
        PhaseOverrides.Require(options);
        PhaseOverrides.Require(options, run.Environment);
        if (steps.Count == 0 || !run.Environment.Phases.TryGetValue(Phase.SteadyState, out var phase))
        {
            return;
        }

        var plan = ChosenSteps.Of(phase, options.Steps);
        TargetCredentials.Load(run.Chosen, plan.Steps.SelectMany(step => step.Module.Contract.Credentials), run.Services.Masker);
        var children = PhaseEnvironment.For(run.Services.World, run.Chosen, Phase.SteadyState, run.Id);
        await new PhaseTools(run.Services, run.Observer).RequireAsync(plan, run.Environment, options, children, cancellationToken).ConfigureAwait(false);
        var secrets = Foreseen(await OpenAsync(plan, options, cancellationToken).ConfigureAwait(false), keys);
        RefuseShell(secrets, keys);
        var intended = RotateSecrets.Intend(run.Options, run.Chosen, run.Environment) with { ShellDifferences = secrets.ShellDifferences };
        IReadOnlyList<Verdict> verdicts = [.. GuardrailRules.All.Select(rule => rule.Check(intended))];
        note(verdicts);
        GuardrailException.ThrowIfRefused(verdicts);
        secrets.RequireAll(Phase.SteadyState, run.Environment);
        await RequireLeaseAsync(cancellationToken).ConfigureAwait(false);
    }

    private static bool WillRun(RotatedKey key) => key.State is null or { Stage: RotationStage.Writing or RotationStage.Written };

    // What an interrupted run wrote is in the authority already, and read from there.
    private static bool WillBeWritten(RotatedKey key) =>
        key.State is null || (key.State.Stage is RotationStage.Writing && key.Plan.Current?.Version == key.State.OldVersion);

    private Task<OpenedSecrets> OpenAsync(PhasePlan plan, RunPhaseOptions options, CancellationToken cancellationToken)
    {
        var shell = new ShellValues(run.Services.World.Variables, run.Services.Masker);
        var source = new SteadyStateSource(new AuthorityOpener(run.Services), run.Environment, projectRoot, bundle, shell.Of(options.AllowedShellKeys), run.Id);
        return new PhaseSecrets(source, shell, run.Observer).OpenAsync(plan, options, cancellationToken);
    }

    // A value that is yet to be generated is none that the shell holds: another random one stands in for it.
    private OpenedSecrets Foreseen(OpenedSecrets now, IReadOnlyList<RotatedKey> keys)
    {
        var written = keys.Where(WillBeWritten).ToDictionary(
            key => key.Plan.Row!.Reference.Name, key => run.Given.GetValueOrDefault(key.Plan.Key) ?? SecretGenerator.Generate(SecretKinds.MinimumLength), StringComparer.Ordinal);
        var rows = now.Needed.Where(run.Environment.SecretMap.Rows.ContainsKey).Select(key => run.Environment.SecretMap.Rows[key]).Where(row => written.ContainsKey(row.Reference.Name)).ToList();
        return now with
        {
            Sourced = now.Sourced with
            {
                Values = now.Sourced.Values.With(rows.Select(row => KeyValuePair.Create(row.Key, written[row.Reference.Name]))),
                Unsourced = now.Sourced.Unsourced.RemoveRange(rows.Select(row => row.Key)),
            },
        };
    }

    // Whatever is allowed to come from the shell: a step that took the value before the new one would undo the rotation.
    private void RefuseShell(OpenedSecrets secrets, IReadOnlyList<RotatedKey> keys)
    {
        var names = keys.Where(WillRun).Select(key => key.Plan.Row!.Reference.Name).ToHashSet(StringComparer.Ordinal);
        var held = secrets.ShellDifferences.Where(key => run.Environment.SecretMap.Rows.TryGetValue(key, out var row) && names.Contains(row.Reference.Name)).Order().ToList();
        if (held.Count > 0)
        {
            throw RotationException.InShell(held);
        }
    }

    private async Task RequireLeaseAsync(CancellationToken cancellationToken)
    {
        var leases = new SharedLeases(run.Services, run.Environment, projectRoot, bundle.OpenOrEmptyAsync, run.Id);
        if (run.Environment.Lease is { } settings && await leases.HolderOfAsync(settings, cancellationToken).ConfigureAwait(false) is { } holder)
        {
            throw LeaseHeldException.By(holder);
        }
    }
}
