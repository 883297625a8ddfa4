using System.Collections.Immutable;

namespace HyOps.Engine.Setup;

/// <summary>Debian's and Ubuntu's. It waits for its own lock, so that two setups at once take turns.</summary>
internal sealed class AptGet : PackageManager
{
    private static readonly ImmutableArray<string> Waiting = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=2"];

    // https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt: 101 forbids, 104 allows. It forbids starting alone, as a service that ran
    // before is restarted when it is replaced; and to our own installation alone, so that it does no harm where it is left behind. What asks it may say
    // --quiet first, and (start) where it does not know the runlevel.
    private const string Policy = "/usr/sbin/policy-rc.d";
    private const string Mark = "HYOPS_SETUP";
    private const string PutPolicy =
        $"test -e {Policy} || test -L {Policy} || {{ {{ echo '#!/bin/sh'; echo '# Put here by hyops setup, which takes it away again.'; "
        + $"echo 'case \"${Mark} $* \" in \"installs \"*\" start \"*|\"installs \"*\" (start) \"*) exit 101;; esac'; echo 'exit 104'; }} > {Policy} && chmod 755 {Policy}; }}";
    private const string TakePolicy = $"! grep -qs {Mark} {Policy} || rm -f {Policy}";

    /// <inheritdoc/>
    public override string Program => "apt-get";

    /// <summary>A policy of services while dpkg is at work, unless the machine has one already, which then holds.</summary>
    public override ImmutableArray<string> WithoutServices => ["-o", $"DPkg::Pre-Invoke::={PutPolicy}", "-o", $"DPkg::Post-Invoke::={TakePolicy}"];

    /// <inheritdoc/>
    public override string Lister => "dpkg-query";

    /// <inheritdoc/>
    public override ImmutableSortedDictionary<string, string> Variables =>
        ImmutableSortedDictionary<string, string>.Empty.Add("DEBIAN_FRONTEND", "noninteractive").Add(Mark, "installs");

    /// <inheritdoc/>
    public override ImmutableArray<string>? Refresh => [.. Waiting, "update"];

    /// <inheritdoc/>
    public override ImmutableArray<string> Install(IEnumerable<string> packages) =>
        // A name with a dot that apt-get does not know would else be a regular expression, and install whatever it matches.
        [.. Waiting, "-o", "APT::Cmd::Pattern-Only=true", "install", "--yes", "--no-install-recommends", .. packages];

    /// <inheritdoc/>
    public override ImmutableArray<string> List(IEnumerable<string> packages) =>
        ["--show", "--showformat", "${Package} ${Version} ${db:Status-Status}\\n", .. packages];

    /// <inheritdoc/>
    public override (string Package, string? Version)? ReadListed(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.EndsWith(" installed", StringComparison.Ordinal) ? ReadNameAndVersion(line) : null;
    }
}
