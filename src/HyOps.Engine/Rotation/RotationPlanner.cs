using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Rotation;

/// <summary>
/// Lists what a rotation means, and everything that stands against it, before anything changes: a value that is written first and cannot be
/// taken over afterwards is an outage.
/// </summary>
/// <param name="environment">The environment.</param>
/// <param name="authority">The authority; only read.</param>
/// <param name="store">The rotations on disk.</param>
/// <param name="probes">Tells whether probes can be started.</param>
/// <param name="cluster">Tells whether consumers are in the cluster.</param>
internal sealed class RotationPlanner(EnvironmentDefinition environment, ISecretAuthority authority, RotationStore store, ProbeRunner probes, ClusterWatch cluster)
{
    private readonly ConsumerFinder finder = new(environment);

    /// <summary>Plans the rotation of keys.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="options">What the operator asks.</param>
    /// <param name="given">The values that the operator gave.</param>
    /// <param name="cancellationToken">Cancelled = no further request.</param>
    public async Task<IReadOnlyList<RotationPlan>> PlanAsync(
        IReadOnlyList<SecretName> keys, RotateOptions options, IReadOnlyDictionary<SecretName, SecretValue> given, CancellationToken cancellationToken)
    {
        var rows = keys.Where(environment.SecretMap.Rows.ContainsKey).Select(key => environment.SecretMap.Rows[key]).ToList();
        var reading = await authority.ReadAsync([.. rows.Select(row => row.Reference).Distinct()], cancellationToken).ConfigureAwait(false);
        var plans = new List<RotationPlan>();
        foreach (var key in keys)
        {
            var plan = new RotationPlan { Key = key, Row = environment.SecretMap.Rows.GetValueOrDefault(key), Spec = finder.SpecOf(key), Consumers = finder.Of(key), State = store.Read(key) };
            plan = plan with { Current = plan.Row is null ? null : await NewestAsync(plan.Row, cancellationToken).ConfigureAwait(false) };
            plans.Add(plan with { Obstacles = [.. Obstacles(plan, options, given, reading), .. await OfClusterAsync(plan, options, cancellationToken).ConfigureAwait(false)] });
        }

        foreach (var key in given.Keys.Where(key => !keys.Contains(key)))
        {
            plans[0] = plans[0] with { Obstacles = [.. plans[0].Obstacles, new RotationObstacle(key, "is given a value, and is not to be rotated", $"name it, too, or leave its value out", IsOperators: true)] };
        }

        return plans;
    }

    // Whoever cannot follow is to be known before the write. A rotation that goes on has been through this.
    private async Task<IReadOnlyList<RotationObstacle>> OfClusterAsync(RotationPlan plan, RotateOptions options, CancellationToken cancellationToken)
    {
        var obstacles = new List<RotationObstacle>();
        foreach (var consumer in plan.Row is null || options.Resume || options.DisableUnverified ? [] : plan.Consumers.Where(consumer => consumer.Projection is not null))
        {
            if (await cluster.ObstacleAsync(consumer, cancellationToken).ConfigureAwait(false) is { } why)
            {
                obstacles.Add(new RotationObstacle(plan.Key, why, $"apply what hyops eso render --env {environment.Name} writes, or mend the access, and look with --plan; or go on without it: --disable-unverified --reason TEXT"));
            }
        }

        return obstacles;
    }

    private async Task<SecretVersion?> NewestAsync(MappedSecret row, CancellationToken cancellationToken)
    {
        var versions = await authority.ListVersionsAsync(row.Reference.Name, cancellationToken).ConfigureAwait(false);
        return versions.Count > 0 ? versions[0] : null;
    }

    private IEnumerable<RotationObstacle> Obstacles(RotationPlan plan, RotateOptions options, IReadOnlyDictionary<SecretName, SecretValue> given, AuthorityReading reading)
    {
        if (plan.Row is not { } row)
        {
            yield return new RotationObstacle(plan.Key, $"{environment.SecretMap.Shown} has no row for it", "add the row scope,ENV_KEY,SECRET_NAME", IsOperators: true);
            yield break;
        }

        if (row.Reference.Version is not null)
        {
            yield return new RotationObstacle(plan.Key, $"{row.Location} pins a version: nobody would take over the new one", "remove @version from the map, render the manifests again, and let it settle first");
        }

        foreach (var obstacle in OfState(plan, options).Concat(options.Resume && plan.State is { Stage: not RotationStage.Writing } ? [] : OfValue(plan, given, reading)))
        {
            yield return obstacle;
        }

        var unread = reading.Unread.FirstOrDefault(one => one.Reference == row.Reference && one.Reason is not UnreadReason.NotFound);
        if (unread is not null)
        {
            yield return new RotationObstacle(plan.Key, $"its secret {unread.Reference} {unread.Message}", unread.Fix);
        }

        foreach (var probe in plan.Consumers.Where(consumer => consumer.Probe is not null))
        {
            if (probes.WhyNot(probe) is { } why)
            {
                yield return new RotationObstacle(plan.Key, $"the probe {probe.Name} of {probe.Module} cannot run: {why}", "install the program, or correct the probe in spec.yml");
            }
        }
    }

    private IEnumerable<RotationObstacle> OfState(RotationPlan plan, RotateOptions options)
    {
        var open = plan.Open;
        if (open is not null && !options.Resume && !options.Plan)
        {
            yield return new RotationObstacle(plan.Key, $"a rotation of it is open, at '{RotationWords.Of(open.Stage)}' (run {open.RunId})", $"hyops secrets rotate {plan.Key} --env {environment.Name} --resume", IsOperators: true);
        }
        else if (open is null && options.Resume)
        {
            yield return new RotationObstacle(plan.Key, "no rotation of it is open", "leave --resume out to begin one", IsOperators: true);
        }
        else if (open is not null && (open.Secret != plan.Row!.Reference.Name || open.Authority != authority.Address.AbsoluteUri))
        {
            yield return new RotationObstacle(plan.Key, $"its rotation began with {open.Secret} of {open.Authority}, and the map or the authority has changed since", $"change them back, or finish by hand and remove {store.PathOf(plan.Key)}");
        }
    }

    private static IEnumerable<RotationObstacle> OfValue(RotationPlan plan, IReadOnlyDictionary<SecretName, SecretValue> given, AuthorityReading reading)
    {
        var set = $"--value-from {plan.Key}=-, --value-from {plan.Key}=PATH or --from-env {plan.Key}";
        if (!given.TryGetValue(plan.Key, out var value))
        {
            if (!plan.Spec.Generate)
            {
                yield return new RotationObstacle(plan.Key, "cannot be made up: it comes from its owner", $"get the new value first, then give it with {set}", IsOperators: true);
            }

            yield break;
        }

        if (value.IsEmpty)
        {
            yield return new RotationObstacle(plan.Key, "the given value is empty", $"check what gives it, then use {set}", IsOperators: true);
        }

        if (SecretKindCheck.ProblemOf(plan.Spec.Kind, value) is { } problem)
        {
            yield return new RotationObstacle(plan.Key, $"the given value {problem}", $"check what gives it, then use {set}", IsOperators: true);
        }

        // While resuming at 'writing' it may be the one that was written.
        if (plan.State is not { Stage: RotationStage.Writing } && reading.Found.FirstOrDefault(one => one.Reference == plan.Row!.Reference)?.Value.Equals(value) == true)
        {
            yield return new RotationObstacle(plan.Key, "the given value is the current one: nothing would rotate", $"get a new value from its owner, then use {set}", IsOperators: true);
        }
    }
}
