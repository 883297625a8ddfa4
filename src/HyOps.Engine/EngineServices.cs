using HyOps.Core.Authorities;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Leases;
using HyOps.Core.Modules;
using HyOps.Core.Redaction;
using HyOps.Core.World;
using HyOps.Drivers.Ansible;
using HyOps.Drivers.Packer;
using HyOps.Drivers.Processes;
using HyOps.Drivers.Terraform;
using HyOps.Engine.HashiCorpVault;

namespace HyOps.Engine;

/// <summary>What the use cases stand on. A host makes one; a test may replace a part.</summary>
public sealed record EngineServices
{
    /// <summary>The world.</summary>
    public required Surroundings World { get; init; }

    /// <summary>What must never be seen.</summary>
    public required Masker Masker { get; init; }

    /// <summary>Starts programs.</summary>
    public required ICommandRunner Runner { get; init; }

    /// <summary>What the runner has running; nothing where it cannot tell.</summary>
    public IRunningCommands Running => Runner as IRunningCommands ?? NothingRunning.Instance;

    /// <summary>A driver for each kind of module.</summary>
    public required IReadOnlyDictionary<DriverKind, IDriver> Drivers { get; init; }

    /// <summary>Opens connections for HTTP; a test leads them to a server on loopback. Each answer belongs to the one who asked.</summary>
    public Func<HttpMessageHandler> Connections { get; init; } = static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };

    /// <summary>The kinds of authorities that can be opened, by kind.</summary>
    public IReadOnlyDictionary<string, ISecretAuthorityProvider> Authorities { get; init; } = new Dictionary<string, ISecretAuthorityProvider>(StringComparer.Ordinal);

    /// <summary>The kinds of shared leases that can be taken, by kind.</summary>
    public IReadOnlyDictionary<string, ISharedLeaseProvider> Leases { get; init; } = new Dictionary<string, ISharedLeaseProvider>(StringComparer.Ordinal);

    /// <summary>These, and leases of more kinds.</summary>
    /// <param name="providers">The kinds that the host knows.</param>
    public EngineServices WithLeases(params IEnumerable<ISharedLeaseProvider> providers) =>
        this with { Leases = providers.ToDictionary(provider => provider.Kind, StringComparer.Ordinal) };

    /// <summary>The real ones.</summary>
    /// <param name="world">The world.</param>
    /// <param name="authorities">The authorities that the host knows, beside ours.</param>
    public static EngineServices In(Surroundings world, params IEnumerable<ISecretAuthorityProvider> authorities)
    {
        var masker = new Masker();
        var runner = new ProcessCommandRunner(masker, world.Clock);
        return new EngineServices
        {
            World = world,
            Masker = masker,
            Runner = runner,
            Drivers = new IDriver[] { new PackerDriver(runner), new TerraformDriver(runner), new AnsibleDriver(runner) }.ToDictionary(driver => driver.Kind),
            Authorities = authorities.Prepend(new HashiCorpVaultProvider()).ToDictionary(provider => provider.Kind, StringComparer.Ordinal),
        };
    }
}
