using System.Collections.Immutable;

namespace HyOps.Engine.Setup;

/// <summary>macOS's usual one. It refuses to run as root.</summary>
internal sealed class Homebrew : PackageManager
{
    /// <inheritdoc/>
    public override string Program => "brew";

    /// <inheritdoc/>
    public override bool NeedsRoot => false;

    /// <inheritdoc/>
    public override ImmutableSortedDictionary<string, string> Variables =>
        ImmutableSortedDictionary<string, string>.Empty.Add("NONINTERACTIVE", "1").Add("HOMEBREW_NO_AUTO_UPDATE", "1");

    /// <inheritdoc/>
    public override ImmutableArray<string>? Refresh => ["update"];

    /// <inheritdoc/>
    public override ImmutableArray<string> Install(IEnumerable<string> packages) => ["install", .. packages];

    /// <inheritdoc/>
    public override ImmutableArray<string> List(IEnumerable<string> packages) => ["list", "--versions", .. packages];

    /// <inheritdoc/>
    public override (string Package, string? Version)? ReadListed(string line) => ReadNameAndVersion(line);
}
