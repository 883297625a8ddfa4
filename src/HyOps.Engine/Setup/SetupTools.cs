using System.Collections.Immutable;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.World;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Setup;

/// <summary><c>hyops setup check|all</c>: finds the tools and an environment's packages, says what lacks and how to get it, and installs it where that is asked and allowed.</summary>
/// <param name="world">The world.</param>
/// <param name="runner">Starts tools and the package manager.</param>
/// <param name="system">The system (<see cref="HostSystem.Read"/>).</param>
/// <param name="catalogue">The tools; <see cref="ToolCatalogue.For"/> that system.</param>
public sealed class SetupTools(Surroundings world, ICommandRunner runner, HostSystem system, ImmutableArray<CatalogueTool> catalogue)
{
    private readonly PackageManager? manager = PackageManager.Of(system.Family);

    /// <summary>Looks, installs what lacks where it may, and looks again.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="output">Takes what the package manager prints, masked.</param>
    /// <param name="report">Takes a line on each step.</param>
    /// <param name="cancellationToken">Cancelled = one interrupt to what runs.</param>
    /// <returns>Each tool and package as it is now; one that lacks is no exception.</returns>
    public async Task<SetupReport> RunAsync(SetupRequest request, ICommandOutput output, Action<string> report, CancellationToken cancellationToken)
    {
        var before = await LookAsync(request, cancellationToken).ConfigureAwait(false);
        var packages = before.Tools.Select(PackageToInstall).OfType<string>().Concat(before.Packages.Lacking.Select(package => package.Name.Value)).Distinct(StringComparer.Ordinal).ToList();
        if (!request.Install || packages.Count == 0)
        {
            return Report(request, before, before, []);
        }

        var troubles = request.NoInstall
            ? [new SetupTrouble($"not installed, as --no-install says: {string.Join(", ", packages)}", $"leave --no-install out, or run: {ForPeople(packages)}")]
            : await InstallAsync(packages, request, output, report, cancellationToken).ConfigureAwait(false);
        return Report(request, before, await LookAsync(request, cancellationToken).ConfigureAwait(false), troubles);
    }

    private async Task<Findings> LookAsync(SetupRequest request, CancellationToken cancellationToken)
    {
        // A locator of its own each time: what was installed meanwhile must be asked again.
        var locator = new ToolLocator(runner, SetupEnvironment.ForTools(world));
        var tools = catalogue.Where(tool => request.Only?.Contains(tool.Name.Program) ?? true).ToList();
        var lookups = await locator.FindAllAsync(tools.Select(tool => ((Core.Drivers.ITool)tool, ConstraintOf(tool, request))), cancellationToken).ConfigureAwait(false);
        var packages = await new PackageSearch(runner, system, SetupEnvironment.ForLooking(world)).FindAsync(request.Environment, cancellationToken).ConfigureAwait(false);
        return new Findings([.. tools.Zip(lookups, (tool, lookup) => new Finding(tool, lookup, ConstraintOf(tool, request)))], packages);
    }

    private async Task<IReadOnlyList<SetupTrouble>> InstallAsync(
        List<string> packages, SetupRequest request, ICommandOutput output, Action<string> report, CancellationToken cancellationToken)
    {
        var door = new InstallDoor(world, runner);
        var (access, trouble) = await door.OpenAsync(manager!, request, ForPeople(packages), cancellationToken).ConfigureAwait(false);
        if (access is null)
        {
            return [trouble!];
        }

        var installer = new PackageInstaller(runner, manager!, access, SetupEnvironment.ForInstalling(world, manager!));
        var failures = await installer.InstallAsync(packages, output, report, cancellationToken).ConfigureAwait(false);
        return [.. failures.Select(failure => new SetupTrouble(failure.Message, failure.Fix))];
    }

    private string? PackageToInstall(Finding finding) =>
        manager is not null && finding.IsMissing ? finding.Tool.Packages.GetValueOrDefault(system.Family) : null;

    private SetupReport Report(SetupRequest request, Findings before, Findings after, IReadOnlyList<SetupTrouble> troubles) => new(
        system.Name,
        [.. after.Tools.Zip(before.Tools, (now, earlier) => Describe(now, wasMissing: earlier.IsMissing, IsRequired(now.Tool, request)))],
        [.. troubles, .. after.Packages.NotChecked is { } notChecked ? [notChecked] : Array.Empty<SetupTrouble>()])
    {
        Packages = [.. after.Packages.Packages.Zip(before.Packages.Packages, (now, earlier) => Describe(now, wasMissing: !earlier.IsInstalled, request.Environment!))],
    };

    private PackageResult Describe(FoundPackage package, bool wasMissing, EnvironmentDefinition environment) => new()
    {
        Package = package.Name.Value,
        Status = !package.IsInstalled ? ToolStatus.Missing : wasMissing ? ToolStatus.Installed : ToolStatus.Found,
        UsedFor = $"environment {environment.Name}",
        Version = package.Version,
        Problem = package.Problem,
        Fix = package.IsInstalled ? null : ForPeople([package.Name.Value]),
    };

    private static bool IsRequired(CatalogueTool tool, SetupRequest request) =>
        request.Only is not null || (request.Required?.Contains(tool.Name.Program) ?? tool.Required);

    private SetupResult Describe(Finding finding, bool wasMissing, bool required) => new()
    {
        Tool = finding.Tool.Name.Program,
        Status = StatusOf(finding, wasMissing, required),
        Required = required,
        UsedFor = finding.Tool.UsedFor,
        Version = (finding.Lookup.Tool?.Version ?? finding.Lookup.Problem?.Version)?.ToString(),
        Constraint = finding.Constraint?.Text,
        Path = finding.Lookup.Tool?.Path ?? finding.Lookup.Problem?.Path,
        Problem = finding.IsUsable ? null : finding.Lookup.Problem!.Message,
        Fix = finding.IsUsable ? null : FixOf(finding),
    };

    private static ToolStatus StatusOf(Finding finding, bool wasMissing, bool required) => finding switch
    {
        { IsUsable: true } => wasMissing ? ToolStatus.Installed : ToolStatus.Found,
        { IsMissing: true } => required ? ToolStatus.Missing : ToolStatus.OptionalMissing,
        _ => ToolStatus.WrongVersion,
    };

    private string FixOf(Finding finding) => finding switch
    {
        { IsMissing: false } => finding.Lookup.Problem!.Fix,
        _ when PackageToInstall(finding) is { } package => $"{ForPeople([package])}\nWhere the repositories lack it: {finding.Tool.ByHand(system.Family)}",
        _ => finding.Tool.ByHand(system.Family),
    };

    private string ForPeople(IEnumerable<string> packages) => manager!.ForPeople(packages, world.IsPrivileged);

    private static VersionConstraint? ConstraintOf(CatalogueTool tool, SetupRequest request) =>
        request.Constraints.GetValueOrDefault(tool.Name.Key) ?? tool.Constraint;

    private sealed record Findings(IReadOnlyList<Finding> Tools, PackageLookup Packages);

    private sealed record Finding(CatalogueTool Tool, ToolLookup Lookup, VersionConstraint? Constraint)
    {
        public bool IsMissing => Lookup.Problem?.Kind is ToolProblemKind.Missing;

        // Where any version will do, one that nobody can tell will do too (busybox has a setsid without one).
        public bool IsUsable => Lookup.IsUsable || (Lookup.Problem.Kind is ToolProblemKind.VersionUnknown && Constraint is null);
    }
}
