using System.Collections.Immutable;
using HyOps.Core.Environments;

namespace HyOps.Engine.Setup;

/// <summary>What <c>hyops setup</c> is asked to do.</summary>
public sealed record SetupRequest
{
    /// <summary>Whether to install what lacks (<c>setup all</c>), or only to look (<c>setup check</c>).</summary>
    public bool Install { get; init; }

    /// <summary><c>--no-install</c>: nothing is installed, whatever else is asked.</summary>
    public bool NoInstall { get; init; }

    /// <summary><c>--sudo</c>: <c>sudo -n</c> may be used where we are not root.</summary>
    public bool Sudo { get; init; }

    /// <summary>Only the programs of these names (<c>packer</c>), all of them required: what a phase needs. Null is the whole catalogue.</summary>
    public ImmutableHashSet<string>? Only { get; init; }

    /// <summary>The programs that a run cannot do without; null goes by the catalogue, and with <see cref="Only"/> they are all.</summary>
    public ImmutableHashSet<string>? Required { get; init; }

    /// <summary>The environment whose packages are looked for; null looks for none.</summary>
    public EnvironmentDefinition? Environment { get; init; }

    /// <summary>tools of environment.yml, which win over the catalogue's own constraints.</summary>
    public ImmutableSortedDictionary<string, VersionConstraint> Constraints { get; init; } = ImmutableSortedDictionary<string, VersionConstraint>.Empty;
}
