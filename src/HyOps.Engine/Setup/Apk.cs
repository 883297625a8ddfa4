using System.Collections.Immutable;

namespace HyOps.Engine.Setup;

/// <summary>Alpine Linux's. It waits for its own lock where it is told to.</summary>
internal sealed class Apk : PackageManager
{
    /// <inheritdoc/>
    public override string Program => "apk";

    /// <inheritdoc/>
    public override ImmutableArray<string>? Refresh => ["--wait", "300", "update"];

    /// <inheritdoc/>
    public override ImmutableArray<string> Install(IEnumerable<string> packages) => ["--wait", "300", "add", .. packages];

    /// <inheritdoc/>
    public override ImmutableArray<string> List(IEnumerable<string> packages) => ["info", "--installed", .. packages];

    /// <summary>It tells names alone.</summary>
    /// <param name="line">The line.</param>
    public override (string Package, string? Version)? ReadListed(string line) => ReadNameAndVersion(line);

    /// <inheritdoc/>
    protected override string Verb => "add";
}
