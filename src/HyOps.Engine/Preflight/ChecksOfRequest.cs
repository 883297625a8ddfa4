using System.Collections.Immutable;
using HyOps.Contracts.Projects;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Preflight;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Authorities;
using HyOps.Engine.Leases;
using HyOps.Engine.Phases;
using HyOps.Engine.Preflight.Hosts;
using HyOps.Engine.Preflight.Readiness;
using HyOps.Engine.Preflight.Secrets;
using HyOps.Engine.Preflight.States;
using HyOps.Engine.Roots;
using HyOps.Engine.Runbooks;
using HyOps.Engine.Setup;
using HyOps.Engine.Tools;
using HyOps.Engine.Tracing;

namespace HyOps.Engine.Preflight;

/// <summary>Which checks there are for what is asked: those of the machine, of the runtime root, of secrets, of each target, state and inventory.</summary>
internal sealed class ChecksOfRequest
{
    private readonly EngineServices services;
    private readonly PreflightRequest request;
    private readonly ValidationResult validation;
    private readonly ImmutableArray<ScopedModule> modules;
    private readonly ChildEnvironment children;
    private readonly SecretSources sources;
    private readonly RunId id;

    /// <summary>Prepares them; nothing is looked at yet.</summary>
    /// <param name="services">What they stand on.</param>
    /// <param name="bundle">The encrypted bundle.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="validation">What the contracts say.</param>
    public ChecksOfRequest(EngineServices services, IBundleAccess bundle, PreflightRequest request, ValidationResult validation)
    {
        (this.services, this.request, this.validation) = (services, request, validation);
        modules = ScopedModule.Of(validation, request.Phase);
        children = ChildEnvironmentPolicy.FromParent(services.World.Variables);
        id = RunId.Create("preflight", services.World.Clock);
        sources = new SecretSources(
            modules.GroupBy(scoped => scoped.Phase).ToImmutableSortedDictionary(group => group.Key, group => group.ToImmutableArray()),
            validation.Environment,
            new OpenedBundle(bundle, request.Environment, request.Root),
            new ShellValues(services.World.Variables, services.Masker),
            request.AllowedShellKeys,
            (environment, credentials) => new AuthorityOpener(services).Open(environment, request.Project.Root, credentials, id.Value)) { ProbeKeys = ProbeKeysOf(request, validation) };
    }

    /// <summary>All of them, in the order in which they are shown.</summary>
    public IReadOnlyList<ICheck> All() =>
    [
        new ContractsCheck(validation),
        .. ToolChecks(),
        .. PackageChecks(),
        new GitCheck(request.Project.Root, validation.Environment?.Tier, services.Runner, children),
        new RootCheck(request.Root),
        new SecretFilesCheck(request.Root),
        new DiskSpaceCheck(request.Root, DiskSpaceCheck.FreeBytes),
        new LeaseCheck(request.Root),
        .. SharedLeaseChecks(),
        .. SecretChecks(),
        .. modules.SelectMany(scoped => scoped.Module.Contract.Credentials).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(target => new TargetReadyCheck(target, request.Root, request.Environment, services.World.Clock)),
        .. StateChecks(),
        .. FreshnessChecks(),
        .. request.Readiness ? ReadinessChecks() : [],
        .. validation.Environment is { } environment && modules.Any(scoped => scoped.Module.Contract.Driver is DriverKind.Ansible) ? [new HostsCheck(environment)] : (ICheck[])[],
    ];

    private IEnumerable<ICheck> PackageChecks() => validation.Environment is { Packages.IsEmpty: false } environment
        ? [new PackagesCheck(environment, new PackageSearch(services.Runner, HostSystem.Read(), SetupEnvironment.ForLooking(services.World)))]
        : [];

    private IEnumerable<ICheck> SharedLeaseChecks() => validation.Environment is { Lease: { } settings } environment
        ? [new SharedLeaseCheck(new SharedLeases(services, environment, request.Project.Root, async token => sources.Bundle.Exists ? await sources.Bundle.OpenAsync(token).ConfigureAwait(false) : SecretBundle.Empty, id), settings)]
        : [];

    private IEnumerable<ICheck> SecretChecks()
    {
        var keys = NeededKeys.Of(modules.Select(scoped => scoped.Module), sources.ProbeKeys.Values.SelectMany(static probes => probes));
        yield return new PasswordSourceCheck(sources);
        yield return new BundleCheck(sources, request.Environment);
        if (sources.Authority is not null)
        {
            yield return new AuthorityCheck(sources);
        }

        yield return new RequiredKeysCheck(sources, keys, request.Environment, validation.Environment is { InventsKeys: true });
        yield return new ShellCheck(sources);
        yield return new KeyKindsCheck(sources, keys, request.Environment);
        yield return new MaskableCheck(sources, request.Environment);
    }

    private IEnumerable<ICheck> StateChecks() => modules
        .Where(scoped => scoped.Module.Contract.Driver is DriverKind.Terraform)
        .DistinctBy(scoped => (scoped.Module.Contract.ModuleRef, scoped.Step))
        .Select(scoped => new StateProbe(scoped, request.Root, async token => (await sources.MergeAsync(scoped.Phase, token).ConfigureAwait(false)).Given.Only(scoped.Module.RequiredEnv), services.Connections))
        .SelectMany(probe => (ICheck[])[new StateReachedCheck(probe), new StateUnlockedCheck(probe)]);

    // Of dr alone, where it was asked about by name: before a platform is built there is nothing that could be fresh.
    private IEnumerable<ICheck> FreshnessChecks() => request is { Phase: Phase.Dr, Module: null } && validation.Environment?.Phases.GetValueOrDefault(Phase.Dr) is { } dr
        ? [new FreshnessCheck(dr.Freshness, async token =>
            {
                var given = dr.Freshness.All(rule => rule.Probe.Keys.IsEmpty) ? SecretBundle.Empty : (await sources.MergeAsync(Phase.Dr, token).ConfigureAwait(false)).Given;
                var setting = new ProbeSetting(
                    validation.Environment.Directory, PhaseEnvironment.For(services.World, new ChosenEnvironment { Name = request.Environment, IsNamed = true, Root = request.Root }, Phase.Dr, id),
                    (_, keys) => given.Only(keys), RunTrace.Of(id, services.World), services.Masker);
                return new FreshnessProbes(new StepProbes(services.Runner, setting));
            })]
        : [];

    // A module that is asked about by itself has no runbook around it.
    private static ImmutableSortedDictionary<Phase, ImmutableSortedSet<SecretName>> ProbeKeysOf(PreflightRequest request, ValidationResult validation) =>
        request.Module is null && validation.Environment is { } environment
            ? environment.Phases.ToImmutableSortedDictionary(phase => phase.Key, phase => phase.Value.RequiredKeys.ToImmutableSortedSet())
            : ImmutableSortedDictionary<Phase, ImmutableSortedSet<SecretName>>.Empty;

    private IEnumerable<ICheck> ReadinessChecks() =>
    [
        new PlaneCheck(validation.Environment, services.World.Variables.GetValueOrDefault(PlaneOfRecovery.Variable)),
        new ProbesCheck(validation.Environment, children.Plain.GetValueOrDefault("PATH")),
        new ComparisonCheck(validation.Environment, request.Root, services.World.Clock),
        new BreakGlassCheck(validation.Environment, request.Project.Root, services),
        new LastDrillCheck(validation.Environment, request.Root, services.World.Clock),
    ];

    // Where contracts do not say which tools will run, all of them are looked at: a preflight must not pass for lack of knowledge.
    private IEnumerable<ICheck> ToolChecks()
    {
        var locator = new ToolLocator(services.Runner, children);
        var kinds = modules.IsEmpty ? services.Drivers.Keys : modules.Select(scoped => scoped.Module.Contract.Driver).Distinct();
        return kinds.Order().Where(services.Drivers.ContainsKey).Select(ITool (kind) => ToolCatalogue.ToolOf(services.Drivers[kind]))
            .Concat(ToolCatalogue.For(HostSystem.Read().Family).Where(tool => tool.Name.Program == "setsid"))
            .Select(tool => new ToolCheck(tool, validation.Environment?.Tools.GetValueOrDefault(tool.Name.Key) ?? ToolCatalogue.ConstraintOf(tool.Name), locator));
    }
}
