using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.World;
using HyOps.Engine.BreakGlass;

namespace HyOps.Engine.Phases;

/// <summary>The rules that the operator sets aside: each is an option, has a reason, and is recorded.</summary>
internal static class PhaseOverrides
{
    /// <summary>The word of the option, and of the record.</summary>
    public const string BreakGlass = "break-glass";

    private const string AllowShell = "allow-shell";
    private const string SecretsFrom = "secrets-from";
    private const string AllowDestroy = "allow-destroy";
    private const string AcceptSplitBrain = "accept-split-brain";
    private const string AcceptStale = "accept-stale";

    /// <summary>Where the run takes its secrets from.</summary>
    public static PhaseSource SourceOf(RunPhaseOptions options, EnvironmentDefinition environment) =>
        options.SecretsFromBundle ? PhaseSource.Bundle : PhaseSources.Of(options.Phase, environment);

    /// <exception cref="HyOpsException">An override has no reason or no meaning.</exception>
    public static void Require(RunPhaseOptions options)
    {
        RequireDestroy(options);
        var given = Given(options);
        if (options.SecretsFromBundle && options.Phase is not Phase.SteadyState)
        {
            throw Unfit($"--secrets-from bundle is for steady-state: {PhaseNames.Of(options.Phase)} takes its secrets from the bundle anyway", "leave it out");
        }

        if (options.BreakGlass && options.Phase is not Phase.Dr)
        {
            throw Unfit($"--{BreakGlass} is for dr: {PhaseNames.Of(options.Phase)} never uses the break-glass file", "leave it out");
        }

        if (options.Runbook is not null && !options.BreakGlass)
        {
            throw Unfit($"--runbook is given, and no --{BreakGlass}, which it would allow", $"leave it out, or add --{BreakGlass}");
        }

        if (given.Count > 0 && string.IsNullOrWhiteSpace(options.Reason))
        {
            throw Unfit($"--{given[0]} sets a rule aside, and no reason is given", "add --reason \"why\": the run record keeps it");
        }

        if (given.Count == 0 && options.Reason is not null)
        {
            throw Unfit(
                "--reason is given, and nothing that needs one",
                $"leave it out, or say what it is for: --{AllowShell} KEY, --{SecretsFrom} bundle, --{AllowDestroy} STEP:ADDRESS, --{BreakGlass}, --{AcceptSplitBrain} STEP, --{AcceptStale} NAME");
        }
    }

    /// <exception cref="HyOpsException">The environment makes an override meaningless.</exception>
    public static void Require(RunPhaseOptions options, EnvironmentDefinition environment)
    {
        if (options.SecretsFromBundle && environment.Authority is null)
        {
            throw Unfit($"--secrets-from bundle: {environment.Name} has no secrets.authority, and takes its secrets from the bundle anyway", "leave it out");
        }

        AllowedDestroys.Of(options.AllowDestroy, StepsOf(options, environment));
    }

    /// <exception cref="HyOpsException">The break-glass file is to be used, and there is none, or not on this occasion.</exception>
    public static void RequireRunbook(RunPhaseOptions options, EnvironmentDefinition environment, Surroundings world, string projectRoot)
    {
        if (options.BreakGlass)
        {
            BreakGlassPermit.Require(world, environment.BreakGlass ?? throw BreakGlassException.NotDescribed(environment), projectRoot, options.Runbook, options.Reason);
        }
    }

    /// <summary>What the record says of them.</summary>
    public static IReadOnlyList<RecordedOverride> ForRecord(RunPhaseOptions options, EnvironmentDefinition environment)
    {
        var reason = options.Reason?.Trim() ?? "";
        var mapped = StepsOf(options, environment).SelectMany(step => options.Destroy ? step.Module.RequiredEnvDestroy : step.Module.RequiredEnv).Distinct().Where(environment.SecretMap.Rows.ContainsKey);
        IEnumerable<RecordedOverride> all =
        [
            new(AllowShell, [.. options.AllowedShellKeys.Distinct().Order().Select(key => key.Value)], reason),
            new(SecretsFrom, [.. mapped.Order().Select(key => key.Value)], reason),
            new(BreakGlass, [.. environment.BreakGlass?.Keys.Select(key => key.Value) ?? []], reason),
            new(AllowDestroy, [.. options.AllowDestroy.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], reason),
            new(AcceptSplitBrain, [.. options.Recovery.AcceptSplitBrain.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], reason),
            new(AcceptStale, [.. options.Recovery.AcceptStale.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], reason),
        ];
        var given = Given(options);
        return [.. all.Where(one => given.Contains(one.Kind))];
    }

    private static List<string> Given(RunPhaseOptions options)
    {
        var given = new List<string>();
        given.AddRange(options.SecretsFromBundle ? [SecretsFrom] : []);
        given.AddRange(options.AllowedShellKeys.Count > 0 ? [AllowShell] : []);
        given.AddRange(options.BreakGlass ? [BreakGlass] : []);
        given.AddRange(options.AllowDestroy.Count > 0 ? [AllowDestroy] : []);
        given.AddRange(options.Recovery.AcceptSplitBrain.Count > 0 ? [AcceptSplitBrain] : []);
        given.AddRange(options.Recovery.AcceptStale.Count > 0 ? [AcceptStale] : []);
        return given;
    }

    private static void RequireDestroy(RunPhaseOptions options)
    {
        AllowedDestroys.Require(options.AllowDestroy);
        if (options.Destroy && options.Phase.IsRecovery())
        {
            throw new HyOpsException(
                ExitCode.Refused, $"--destroy is refused for {PhaseNames.Of(options.Phase)}: a recovery removes nothing",
                "destroy the phase that made it: hyops run bootstrap --destroy, or steady-state");
        }
    }

    private static ImmutableArray<PlanStep> StepsOf(RunPhaseOptions options, EnvironmentDefinition environment) =>
        environment.Phases.TryGetValue(options.Phase, out var plan) ? plan.Steps : [];

    private static HyOpsException Unfit(string message, string nextStep) => new(ExitCode.OperatorError, message, nextStep);
}
