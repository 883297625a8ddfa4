using HyOps.Contracts.Projects;
using HyOps.Engine.Preflight.Secrets;

namespace HyOps.Engine.Preflight;

/// <summary>
/// <c>hyops preflight</c>: everything that must hold before a run, each failure with its fix. It changes nothing: it reads, asks tools for
/// their versions, and asks servers that the run would use for what can be asked without a trace.
/// </summary>
/// <param name="services">What it stands on.</param>
/// <param name="bundle">The way to the encrypted bundle of the environment asked about.</param>
public sealed class RunPreflight(EngineServices services, IBundleAccess bundle)
{
    /// <summary>Runs every check, all at the same time; only the clock's comes after the others, by what servers told them.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Cancelled = what runs is interrupted.</param>
    /// <returns>What they saw, always in the same order; a failed check is no exception.</returns>
    public async Task<PreflightReport> RunAsync(PreflightRequest request, CancellationToken cancellationToken)
    {
        var times = new ServerTimes(services.World);
        var clock = new ClockCheck(request.Root, services.World, times);
        var watched = services with { Connections = () => new DateWatch(times, services.Connections()) };
        var validation = Validate(request, cancellationToken);
        var checks = new ChecksOfRequest(watched, bundle, request, validation).All();
        var runner = new CheckRunner(services.Masker, services.World.Clock);
        var entries = await Task.WhenAll(checks.Select(check => runner.RunAsync(check, cancellationToken))).ConfigureAwait(false);
        return new PreflightReport([.. entries, await runner.RunAsync(clock, cancellationToken).ConfigureAwait(false)], validation.Problems, request.Strict);
    }

    private ValidationResult Validate(PreflightRequest request, CancellationToken cancellationToken) => new ContractValidator(request.Project).Validate(
        new ValidationRequest
        {
            Environment = request.Environment,
            Phase = request.Phase,
            Module = request.Module,
            InputsFile = request.InputsFile,
            Parallelism = services.World.ProcessorCount,
        },
        cancellationToken);
}
