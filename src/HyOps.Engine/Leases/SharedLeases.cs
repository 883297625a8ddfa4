using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Leases;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Leases;

/// <summary>Takes the shared lease of an environment that has one, with the credentials that it names, from the bundle.</summary>
/// <param name="services">What it stands on.</param>
/// <param name="environment">The environment.</param>
/// <param name="projectRoot">The project's absolute root.</param>
/// <param name="openBundle">Opens the environment's bundle; an empty one where there is none.</param>
/// <param name="run">The run that wants it.</param>
internal sealed class SharedLeases(
    EngineServices services, EnvironmentDefinition environment, string projectRoot, Func<CancellationToken, Task<SecretBundle>> openBundle, RunId run)
{
    /// <summary>Takes it; null where the environment has none.</summary>
    /// <exception cref="LeaseHeldException">Another run has it.</exception>
    /// <exception cref="HyOpsException">It cannot be had: a credential is missing, or the place where it is kept is out of reach.</exception>
    public async Task<SharedEnvironmentLease?> TakeAsync(IRunObserver observer, CancellationToken cancellationToken) =>
        environment.Lease is { } settings
            ? await SharedEnvironmentLease.TakeAsync(ProviderOf(settings), await AccessAsync(settings, text => observer.On(new StageDone("lease", text)), cancellationToken).ConfigureAwait(false), observer, cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>Who holds it; null where it is free. The environment has one.</summary>
    public async Task<string?> HolderOfAsync(LeaseSettings settings, CancellationToken cancellationToken) =>
        await ProviderOf(settings).HolderOfAsync(await AccessAsync(settings, static _ => { }, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private async Task<LeaseAccess> AccessAsync(LeaseSettings settings, Action<string> report, CancellationToken cancellationToken)
    {
        var bundle = settings.Keys.Count == 0 ? SecretBundle.Empty : await openBundle(cancellationToken).ConfigureAwait(false);
        return settings.Keys.FirstOrDefault(key => !bundle.Holds(key)) is { } missing ? throw NoCredential(settings, missing) : new LeaseAccess
        {
            Settings = settings,
            Environment = environment.Name,
            Holder = new LeaseHolder(run.Value, services.World.UserName, services.World.HostName, services.World.ProcessId),
            ProjectRoot = projectRoot,
            Credentials = bundle.Only(settings.Keys),
            World = services.World,
            Masker = services.Masker,
            Connections = services.Connections,
            Report = report,
        };
    }

    private ISharedLeaseProvider ProviderOf(LeaseSettings settings) => services.Leases.GetValueOrDefault(settings.Kind)
        ?? throw new HyOpsException(ExitCode.InvalidContract, $"{settings.Location}: leases of kind {settings.Kind} cannot be taken here", $"known are {string.Join(", ", services.Leases.Keys.Order(StringComparer.Ordinal))}");

    private HyOpsException NoCredential(LeaseSettings settings, SecretName missing) => new(
        ExitCode.SecretsFailed, $"{settings.Location}: the shared lease needs {missing}, which the bundle of {environment.Name} does not hold",
        $"set it as the server has it: hyops secrets set --env {environment.Name} {missing}=-");
}
