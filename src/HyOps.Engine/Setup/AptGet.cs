using System.Collections.Immutable;

namespace HyOps.Engine.Setup;

/// <summary>Debian's and Ubuntu's. It waits for its own lock, so that two setups at once take turns.</summary>
internal sealed class AptGet : PackageManager
{
    private static readonly ImmutableArray<string> Waiting = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=2"];

    /// <inheritdoc/>
    public override string Program => "apt-get";

    /// <inheritdoc/>
    public override ImmutableSortedDictionary<string, string> Variables =>
        ImmutableSortedDictionary<string, string>.Empty.Add("DEBIAN_FRONTEND", "noninteractive");

    /// <inheritdoc/>
    public override ImmutableArray<string>? Refresh => [.. Waiting, "update"];

    /// <inheritdoc/>
    public override ImmutableArray<string> Install(IEnumerable<string> packages) =>
        [.. Waiting, "install", "--yes", "--no-install-recommends", .. packages];
}
