using System.Collections.Immutable;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Setup;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Phases;

/// <summary>Finds the tools that a phase's steps need, in versions that environment.yml allows, and the packages that Bootstrap needs, and installs what lacks where it may.</summary>
/// <param name="services">What it stands on.</param>
/// <param name="observer">Told what is installed.</param>
internal sealed class PhaseTools(EngineServices services, IRunObserver observer)
{
    /// <summary>The tools by their key of environment.yml.</summary>
    /// <exception cref="ToolException">Some cannot be used; it names every one with its fix.</exception>
    /// <exception cref="PackagesMissingException">Packages lack that the environment is made of.</exception>
    public async Task<IReadOnlyDictionary<string, FoundTool>> RequireAsync(
        PhasePlan plan, EnvironmentDefinition environment, RunPhaseOptions options, ChildEnvironment seenByTools, CancellationToken cancellationToken)
    {
        var wanted = plan.Steps.Select(step => ToolCatalogue.ToolOf(services.Drivers[step.Module.Contract.Driver])).Distinct()
            .Select(tool => (Tool: tool, Constraint: environment.Tools.GetValueOrDefault(tool.Name.Key)))
            .ToList();
        // Every tool is started through setsid, which has no version of its own to check.
        ImmutableHashSet<string> programs = [.. wanted.Select(one => one.Tool.Name.Program), .. OperatingSystem.IsMacOS() ? Array.Empty<string>() : ["setsid"]];
        var packages = await FindPackagesAsync(environment, options, cancellationToken).ConfigureAwait(false);
        if (options.InstallTools && !options.Plan.PlanOnly
            && (packages.Lacking.Any() || programs.Any(program => ProgramSearch.Find(program, seenByTools.Plain.GetValueOrDefault("PATH")) is null)))
        {
            await InstallAsync(programs, environment, options, cancellationToken).ConfigureAwait(false);
            packages = await FindPackagesAsync(environment, options, cancellationToken).ConfigureAwait(false);
        }

        var tools = await new ToolLocator(services.Runner, seenByTools).RequireAsync(wanted, cancellationToken).ConfigureAwait(false);
        observer.On(new StageDone("tools", string.Join(", ", tools.Values.Select(tool => $"{tool.Name.Key} {tool.Version}"))));
        Require(packages, environment);
        return tools;
    }

    // The phase that makes the platform asks for its packages. A recovery is not refused for what a list of packages says.
    private async Task<PackageLookup> FindPackagesAsync(EnvironmentDefinition environment, RunPhaseOptions options, CancellationToken cancellationToken) =>
        options is { Phase: Phase.Bootstrap, Destroy: false }
            ? await new PackageSearch(services.Runner, HostSystem.Read(), SetupEnvironment.ForLooking(services.World)).FindAsync(environment, cancellationToken).ConfigureAwait(false)
            : PackageLookup.Nothing;

    private void Require(PackageLookup packages, EnvironmentDefinition environment)
    {
        if (packages.Lacking.Any())
        {
            throw PackagesMissingException.For(environment, packages.Lacking);
        }

        if (packages.NotChecked is { } trouble)
        {
            observer.On(new StageDone("packages", $"{trouble.Message} ({trouble.Fix})"));
        }
        else if (!packages.Packages.IsEmpty)
        {
            observer.On(new StageDone("packages", $"{packages.Packages.Length} installed"));
        }
    }

    private async Task InstallAsync(ImmutableHashSet<string> programs, EnvironmentDefinition environment, RunPhaseOptions options, CancellationToken cancellationToken)
    {
        var system = HostSystem.Read();
        var request = new SetupRequest { Install = true, Sudo = options.Sudo, Only = programs, Constraints = environment.Tools, Environment = environment };
        var report = await new SetupTools(services.World, services.Runner, system, ToolCatalogue.For(system.Family))
            .RunAsync(request, DiscardOutput.Instance, line => observer.On(new StageDone("setup", line)), cancellationToken).ConfigureAwait(false);
        foreach (var trouble in report.Troubles)
        {
            observer.On(new StageDone("setup", $"{trouble.Message} ({trouble.Fix})"));
        }
    }
}
