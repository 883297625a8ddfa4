using System.Collections.Immutable;

namespace HyOps.Engine.Setup;

/// <summary>Arch Linux's.</summary>
internal sealed class Pacman : PackageManager
{
    /// <inheritdoc/>
    public override string Program => "pacman";

    /// <summary>None: new lists without a whole upgrade leave an Arch system half upgraded, which is its owner's decision.</summary>
    public override ImmutableArray<string>? Refresh => null;

    /// <inheritdoc/>
    public override ImmutableArray<string> Install(IEnumerable<string> packages) => ["-S", "--needed", "--noconfirm", .. packages];

    /// <inheritdoc/>
    public override ImmutableArray<string> List(IEnumerable<string> packages) => ["-Q", .. packages];

    /// <inheritdoc/>
    public override (string Package, string? Version)? ReadListed(string line) => ReadNameAndVersion(line);

    /// <inheritdoc/>
    protected override string Verb => "-S";
}
