using System.Collections.Immutable;

namespace HyOps.Engine.Setup;

/// <summary>Fedora's and RHEL's. It waits for its own lock.</summary>
internal sealed class Dnf : PackageManager
{
    /// <inheritdoc/>
    public override string Program => "dnf";

    /// <inheritdoc/>
    public override ImmutableArray<string>? Refresh => ["makecache"];

    /// <inheritdoc/>
    public override ImmutableArray<string> Install(IEnumerable<string> packages) => ["install", "--assumeyes", .. packages];
}
