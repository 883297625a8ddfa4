using System.Collections.Immutable;

namespace HyOps.Engine.Setup;

/// <summary>Fedora's and RHEL's. It waits for its own lock.</summary>
internal sealed class Dnf : PackageManager
{
    /// <inheritdoc/>
    public override string Program => "dnf";

    /// <inheritdoc/>
    public override string Lister => "rpm";

    /// <inheritdoc/>
    public override ImmutableArray<string>? Refresh => ["makecache"];

    /// <inheritdoc/>
    public override ImmutableArray<string> Install(IEnumerable<string> packages) => ["install", "--assumeyes", .. packages];

    /// <inheritdoc/>
    public override ImmutableArray<string> List(IEnumerable<string> packages) =>
        ["--query", "--queryformat", "installed %{NAME} %{VERSION}\\n", .. packages];

    /// <summary>What is not installed is told on the same stream, as <c>package NAME is not installed</c>.</summary>
    /// <param name="line">The line.</param>
    public override (string Package, string? Version)? ReadListed(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.StartsWith("installed ", StringComparison.Ordinal) ? ReadNameAndVersion(line["installed ".Length..]) : null;
    }
}
