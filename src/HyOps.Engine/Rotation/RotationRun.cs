using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Leases;
using HyOps.Engine.Passwords;
using HyOps.Engine.Phases;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Rotation;

/// <summary>One run over the stages of rotations. The state on disk says before each stage that it begins; whatever is killed, the next run goes on from there.</summary>
internal sealed class RotationRun
{
    public required EngineServices Services { get; init; }

    public required ChosenEnvironment Chosen { get; init; }

    public required EnvironmentDefinition Environment { get; init; }

    public required ISecretAuthority Authority { get; init; }

    public required RotationStore Store { get; init; }

    public required ClusterWatch Cluster { get; init; }

    public required ProbeRunner Probes { get; init; }

    public required IRunObserver Observer { get; init; }

    public required RunId Id { get; init; }

    public required RotateOptions Options { get; init; }

    /// <summary>Finds the vault password, once for everything.</summary>
    public required VaultPasswordSource Passwords { get; init; }

    public required IReadOnlyDictionary<SecretName, SecretValue> Given { get; init; }

    /// <summary>Runs steps of steady state.</summary>
    public required Func<RunPhaseOptions, CancellationToken, Task<RunSummary>> RunSteps { get; init; }

    /// <summary>Takes the keys as far as they come.</summary>
    /// <param name="keys">The keys; nothing stands against them.</param>
    /// <param name="note">Told after every stage.</param>
    /// <param name="cancellationToken">Cancelled = stop between two stages.</param>
    public async Task<IReadOnlyList<RotatedKey>> RunAsync(IReadOnlyList<RotatedKey> keys, Action<IReadOnlyList<RotatedKey>> note, CancellationToken cancellationToken)
    {
        keys = await WriteAllAsync(keys, note, cancellationToken).ConfigureAwait(false);
        keys = await ApplyAsync(keys, cancellationToken).ConfigureAwait(false);
        note(keys);
        return await FinishAllAsync(keys, note, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<RotatedKey>> WriteAllAsync(IReadOnlyList<RotatedKey> keys, Action<IReadOnlyList<RotatedKey>> note, CancellationToken cancellationToken)
    {
        if (keys.All(key => key.State is { Stage: not RotationStage.Writing }))
        {
            return keys;
        }

        using var lease = EnvironmentLease.Take(Chosen.Root.MetaDirectory, Id, Services.World);
        var after = keys.ToList();
        for (var at = 0; at < after.Count; at++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            after[at] = after[at] with { State = await WriteAsync(after[at], cancellationToken).ConfigureAwait(false) };
            note(after);
        }

        return after;
    }

    private async Task<RotationState> WriteAsync(RotatedKey key, CancellationToken cancellationToken)
    {
        var (plan, name) = (key.Plan, key.Plan.Row!.Reference.Name);
        if (key.State is { Stage: not RotationStage.Writing } further)
        {
            return further;
        }

        var state = key.State ?? Store.Write(new RotationState
        {
            Key = plan.Key.Value,
            Secret = name,
            Authority = Authority.Address.AbsoluteUri,
            Stage = RotationStage.Writing,
            OldVersion = plan.Current?.Version,
            Observed = await Cluster.ObserveAsync(plan.Consumers, cancellationToken).ConfigureAwait(false),
            RunId = Id.Value,
            Started = Services.World.Clock.GetUtcNow(),
            Updated = Services.World.Clock.GetUtcNow(),
        });

        // A run that was killed between the write and its note has left a version that is not the old one: it is ours.
        var isThere = key.State is not null && plan.Current is not null && plan.Current.Version != state.OldVersion;
        var written = isThere ? plan.Current! : await Authority.WriteAsync(name, ValueOf(plan), cancellationToken).ConfigureAwait(false);
        Tell(plan.Key, isThere ? $"found version {written.Version} of {name}, which an interrupted run wrote" : $"wrote version {written.Version} of {name}");
        return Store.Write(state with { Stage = RotationStage.Written, NewVersion = written.Version, WrittenOn = written.CreatedOn ?? Services.World.Clock.GetUtcNow() });
    }

    private SecretValue ValueOf(RotationPlan plan)
    {
        var value = Given.GetValueOrDefault(plan.Key) ?? SecretGenerator.Generate(Math.Max(plan.Spec.Length, SecretKinds.MinimumLength));
        Services.Masker.Register([value]);
        return value;
    }

    private async Task<IReadOnlyList<RotatedKey>> ApplyAsync(IReadOnlyList<RotatedKey> keys, CancellationToken cancellationToken)
    {
        var waiting = keys.Where(key => key.State!.Stage is RotationStage.Written).ToList();
        var steps = waiting.SelectMany(StepsOf).Distinct(StringComparer.Ordinal).ToList();
        IReadOnlyList<StepResult> results = [];
        if (steps.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var summary = await RunSteps(PhaseOptions(steps), cancellationToken).ConfigureAwait(false);
            results = summary.Steps;
            Observer.On(new StageDone("steps", $"{PhaseNames.Of(Phase.SteadyState)}: {string.Join(", ", results.Select(step => $"{step.Step} {OutcomeNames.Of(step.Outcome)}"))} (run {summary.Id})"));
        }

        return [.. keys.Select(key => waiting.Contains(key) ? Applied(key, results) : key)];
    }

    private RotatedKey Applied(RotatedKey key, IReadOnlyList<StepResult> results)
    {
        var failed = results.FirstOrDefault(result => !result.Succeeded && StepsOf(key).Contains(result.Step));
        return failed is null
            ? key with { State = Store.Write(key.State! with { Stage = RotationStage.Applied }) }
            : key with
            {
                Failure = $"step {failed.Step} is {OutcomeNames.Of(failed.Outcome)}: {failed.Failure ?? failed.Summary}",
                Plan = key.Plan with { Consumers = [.. key.Plan.Consumers.Select(consumer => consumer.Kind is ConsumerKind.Step && consumer.Name == failed.Step ? consumer with { Status = ConsumerStatus.Failed, Detail = failed.Failure ?? failed.Summary } : consumer)] },
            };
    }

    private static IEnumerable<string> StepsOf(RotatedKey key) =>
        key.Plan.Consumers.Where(consumer => consumer.Kind is ConsumerKind.Step).Select(consumer => consumer.Name);

    /// <summary>How the steps run again; asked for before anything changes, too, so that it is not refused afterwards.</summary>
    internal RunPhaseOptions PhaseOptions(IReadOnlyCollection<string> steps) => new()
    {
        Phase = Phase.SteadyState,
        Steps = steps,
        Project = Options.Project,
        Environment = Options.Environment,
        Root = Options.Root,
        Confirmation = Options.Confirmation,
        AllowedShellKeys = Options.AllowedShellKeys,
        Reason = Options.AllowedShellKeys.Count > 0 ? Options.Reason : null,
        Password = Options.Password,
        Passwords = Passwords,
    };

    private async Task<IReadOnlyList<RotatedKey>> FinishAllAsync(IReadOnlyList<RotatedKey> keys, Action<IReadOnlyList<RotatedKey>> note, CancellationToken cancellationToken)
    {
        var after = keys.ToList();
        for (var at = 0; at < after.Count; at++)
        {
            if (after[at].State!.Stage is RotationStage.Applied)
            {
                cancellationToken.ThrowIfCancellationRequested();
                after[at] = await VerifyAsync(after[at], cancellationToken).ConfigureAwait(false);
                note(after);
            }

            if (after[at].State!.Stage is RotationStage.Verified)
            {
                cancellationToken.ThrowIfCancellationRequested();
                after[at] = after[at] with { State = await DisableAsync(after[at], cancellationToken).ConfigureAwait(false) };
                note(after);
            }
        }

        return after;
    }

    private async Task<RotatedKey> VerifyAsync(RotatedKey key, CancellationToken cancellationToken)
    {
        var state = key.State!;
        await RequireNewAsync(key, cancellationToken).ConfigureAwait(false);
        var plan = await new RotationVerifier(Cluster, Probes, Services.World.Clock, Observer).VerifyAsync(key.Plan, state, Options, Id.Value, cancellationToken).ConfigureAwait(false);
        var counted = plan.Consumers.Where(consumer => consumer.Kind is not ConsumerKind.BundleStep).ToList();
        var failed = counted.Find(consumer => consumer.Status is ConsumerStatus.Failed);
        var unverified = counted.Count(consumer => consumer.Status is not ConsumerStatus.Verified);
        Tell(plan.Key, counted.Count == 0 ? "no consumer is known, so none could be verified" : $"{counted.Count - unverified} of {counted.Count} consumers verified");
        if (failed is not null)
        {
            return key with { Plan = plan, Failure = $"{RotationWords.Of(failed.Kind)} {failed.Name} {failed.Detail}" };
        }

        var mayDisable = (unverified == 0 && counted.Count > 0) || Options.DisableUnverified;
        return key with { Plan = plan, State = mayDisable ? Store.Write(state with { Stage = RotationStage.Verified }) : state };
    }

    private async Task<RotationState> DisableAsync(RotatedKey key, CancellationToken cancellationToken)
    {
        var state = key.State!;
        await RequireNewAsync(key, cancellationToken).ConfigureAwait(false);
        if (state.OldVersion is { } old && old != state.NewVersion)
        {
            using var lease = EnvironmentLease.Take(Chosen.Root.MetaDirectory, Id, Services.World);
            await Authority.DisableAsync(state.Secret, old, cancellationToken).ConfigureAwait(false);
            Tell(key.Plan.Key, $"disabled version {old} of {state.Secret}");
        }

        return Store.Write(state with { Stage = RotationStage.Done });
    }

    // Whoever disabled the new version meanwhile must not be left with none.
    private async Task RequireNewAsync(RotatedKey key, CancellationToken cancellationToken)
    {
        var state = key.State!;
        var reading = await Authority.ReadAsync([new SecretReference(state.Secret, state.NewVersion)], cancellationToken).ConfigureAwait(false);
        if (!reading.Unread.IsEmpty)
        {
            throw RotationException.Vanished(key.Plan.Key, state.Secret, state.NewVersion!);
        }
    }

    private void Tell(SecretName key, string text) => Observer.On(new StageDone("rotate", $"{key}: {text}"));
}
