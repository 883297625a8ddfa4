using System.Collections.Immutable;
using HyOps.Contracts.Projects;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Modules;
using HyOps.Core.Preflight;
using HyOps.Core.World;
using HyOps.Engine.Setup;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Preflight;

/// <summary><c>hyops preflight</c>: everything that must hold before a run, each failure with its fix. It changes nothing and touches no network.</summary>
/// <param name="world">The world.</param>
/// <param name="locator">Finds tools.</param>
/// <param name="tools">The tool behind each driver.</param>
/// <param name="bundle">The way to the encrypted bundle of the environment asked about.</param>
public sealed class RunPreflight(Surroundings world, ToolLocator locator, IReadOnlyDictionary<DriverKind, ITool> tools, IBundleAccess bundle)
{
    /// <summary>Preflight with the real drivers' tools, as a run will find them.</summary>
    /// <param name="services">What it stands on.</param>
    /// <param name="bundle">The encrypted bundle.</param>
    public static RunPreflight With(EngineServices services, IBundleAccess bundle) => new(
        services.World,
        new ToolLocator(services.Runner, ChildEnvironmentPolicy.FromParent(services.World.Variables)),
        services.Drivers.ToDictionary(driver => driver.Key, driver => ToolCatalogue.ToolOf(driver.Value)),
        bundle);

    /// <summary>Runs every check.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Cancelled = what runs is interrupted.</param>
    /// <returns>What they saw; a failed check is no exception.</returns>
    public async Task<PreflightReport> RunAsync(PreflightRequest request, CancellationToken cancellationToken)
    {
        var validation = Validate(request, cancellationToken);
        var entries = await Task.WhenAll(ChecksFor(request, validation).Select(check => RunOneAsync(check, cancellationToken))).ConfigureAwait(false);
        return new PreflightReport([.. entries], validation.Problems, request.Strict);
    }

    private ValidationResult Validate(PreflightRequest request, CancellationToken cancellationToken) => new ContractValidator(request.Project).Validate(
        new ValidationRequest
        {
            Environment = request.Environment,
            Phase = request.Phase,
            Module = request.Module,
            InputsFile = request.InputsFile,
            Parallelism = world.ProcessorCount,
        },
        cancellationToken);

    private static async Task<PreflightEntry> RunOneAsync(ICheck check, CancellationToken cancellationToken)
    {
        try
        {
            return new PreflightEntry(check.Name, check.Failure, await check.RunAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (HyOpsException failure)
        {
            return new PreflightEntry(check.Name, check.Failure, CheckResult.Failed(failure));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The message names the path. One check that may not look must not hide what the others saw.
            return new PreflightEntry(check.Name, check.Failure, CheckResult.Failed(failure.Message, "check owner and mode of what the message names"));
        }
    }

    private IEnumerable<ICheck> ChecksFor(PreflightRequest request, ValidationResult validation)
    {
        var modules = ModulesOf(validation);
        var keys = NeededKeys.Of(modules);
        var opened = new OpenedBundle(bundle, request.Environment, request.Root);
        return
        [
            new ContractsCheck(validation),
            .. ToolChecks(modules, validation),
            new RootCheck(request.Root, world),
            new SecretFilesCheck(request.Root),
            new DiskSpaceCheck(request.Root, DiskSpaceCheck.FreeBytes),
            new ClockCheck(request.Root, world),
            new LeaseCheck(request.Root),
            new PasswordSourceCheck(opened),
            new BundleCheck(opened, request.Environment),
            new RequiredKeysCheck(opened, keys, request.Environment),
            new KeyKindsCheck(opened, keys, request.Environment),
            .. modules.SelectMany(module => module.Contract.Credentials).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(target => new TargetReadyCheck(target, request.Root, request.Environment)),
        ];
    }

    private static ImmutableArray<ResolvedModule> ModulesOf(ValidationResult validation) => validation switch
    {
        { Module: { } module } => [module],
        { Environment: { } environment } => [.. environment.Phases.Values.SelectMany(plan => plan.Steps).Select(step => step.Module)],
        _ => [],
    };

    // Where contracts do not say which tools will run, all of them are looked at: a preflight must not pass for lack of knowledge.
    private IEnumerable<ICheck> ToolChecks(ImmutableArray<ResolvedModule> modules, ValidationResult validation)
    {
        var kinds = modules.IsEmpty ? tools.Keys : modules.Select(module => module.Contract.Driver).Distinct();
        return kinds.Order().Where(tools.ContainsKey).Select(kind => tools[kind])
            .Concat(ToolCatalogue.For(HostSystem.Read().Family).Where(tool => tool.Name.Program == "setsid"))
            .Select(tool => new ToolCheck(tool, validation.Environment?.Tools.GetValueOrDefault(tool.Name.Key) ?? ToolCatalogue.ConstraintOf(tool.Name), locator));
    }
}
