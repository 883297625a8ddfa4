using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Passwords;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.Phases;

/// <summary>Opens the secrets that a phase's steps need. The bootstrap of a local environment makes what is missing and may be invented.</summary>
/// <param name="services">What it stands on.</param>
/// <param name="chosen">The environment and its root.</param>
/// <param name="observer">Told what was found and made.</param>
internal sealed class PhaseSecrets(EngineServices services, ChosenEnvironment chosen, IRunObserver observer)
{
    public async Task<OpenedSecrets> OpenAsync(PhasePlan plan, EnvironmentDefinition environment, RunPhaseOptions options, CancellationToken cancellationToken)
    {
        if (plan.Phase is Phase.SteadyState && environment.Authority is { } authority)
        {
            // Taking mapped keys from the bundle instead would be the wrong source, silently.
            throw new HyOpsException(
                ExitCode.SecretsFailed,
                $"{authority.Location}: steady-state of {environment.Name} takes its secrets from {authority.Kind}, which this version of HyOps cannot read",
                "run a version that can, or remove secrets.authority from environment.yml to take them from the bundle");
        }

        var needed = plan.Steps.SelectMany(step => step.Module.RequiredEnv).ToImmutableSortedSet();
        var bundle = SecretBundle.Empty;
        if (needed.IsEmpty)
        {
            observer.On(new StageDone("secrets", "no step needs one"));
        }
        else
        {
            bundle = await OpenBundleAsync(needed, plan, environment, options, cancellationToken).ConfigureAwait(false);
        }

        var shell = ShellValuesOf(needed);
        services.Masker.Register(shell.Secrets.Select(pair => pair.Value));
        return new OpenedSecrets { Needed = needed, Bundle = bundle, Shell = shell, AllowedShellKeys = options.AllowedShellKeys };
    }

    private async Task<SecretBundle> OpenBundleAsync(
        ImmutableSortedSet<SecretName> needed, PhasePlan plan, EnvironmentDefinition environment, RunPhaseOptions options, CancellationToken cancellationToken)
    {
        var password = new VaultPasswordSource(options.Password, chosen, services.World, services.Runner, services.Masker);
        var store = new BundleStore(chosen, password, services.Masker, services.World.Clock) { AllowedReservedKeys = environment.AllowedReservedKeys };
        var made = environment.Tier is Tier.Local && plan.Phase is Phase.Bootstrap
            ? await EnsureAsync(store, plan, cancellationToken).ConfigureAwait(false)
            : 0;
        var bundle = await store.OpenOrEmptyAsync(cancellationToken).ConfigureAwait(false);
        observer.On(new StageDone("secrets", $"{needed.Count(bundle.Holds)} of {needed.Count} keys from the bundle{(made == 0 ? "" : $", {made} of them generated now")}"));
        return bundle;
    }

    private async Task<int> EnsureAsync(BundleStore store, PhasePlan plan, CancellationToken cancellationToken)
    {
        var result = await new EnsureSecrets(store).RunAsync(EnsureOptions.For(plan.Steps.Select(step => step.Module)), cancellationToken).ConfigureAwait(false);
        foreach (var notice in result.Notices)
        {
            observer.On(new StageDone("secrets", notice));
        }

        return result.Keys.Count(key => key.Outcome is EnsureOutcome.Generated);
    }

    private SecretBundle ShellValuesOf(IEnumerable<SecretName> names) =>
        SecretBundle.From(names
            .Where(name => services.World.Variables.GetValueOrDefault(name.Value) is { Length: > 0 })
            .Select(name => KeyValuePair.Create(name, SecretValue.From(services.World.Variables[name.Value]))));
}
