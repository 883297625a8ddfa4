using System.Collections.Immutable;
using HyOps.Core.Environments;

namespace HyOps.Engine.Setup;

/// <summary>What the system says of an environment's packages.</summary>
/// <param name="Packages">Each, in the order of environment.yml.</param>
/// <param name="NotChecked">Why none of them could be looked for; null where they were, or there are none.</param>
internal sealed record PackageLookup(ImmutableArray<FoundPackage> Packages, SetupTrouble? NotChecked)
{
    /// <summary>No package is wanted.</summary>
    public static PackageLookup Nothing { get; } = new([], null);

    /// <summary>Those that lack, or of which it cannot be told.</summary>
    public IEnumerable<FoundPackage> Lacking => Packages.Where(package => !package.IsInstalled);

    /// <summary>The environment speaks of other systems only.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="system">This system.</param>
    public static PackageLookup NotHere(EnvironmentDefinition environment, HostSystem system)
    {
        var (family, packages) = environment.Packages.First();
        return new PackageLookup([], new SetupTrouble(
            $"the packages that {environment.Name} needs are not checked here: environment.yml names none for {system.Name}",
            $"see that what {family} calls {string.Join(", ", packages)} is installed"));
    }
}

/// <summary>A package, as the system has it.</summary>
/// <param name="Name">The package.</param>
/// <param name="IsInstalled">Whether it is installed.</param>
/// <param name="Version">Its version, where that is told.</param>
/// <param name="Problem">What is wrong; null where it is installed.</param>
internal sealed record FoundPackage(PackageName Name, bool IsInstalled, string? Version, string? Problem);
