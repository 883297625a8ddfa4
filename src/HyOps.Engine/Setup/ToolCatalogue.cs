using System.Collections.Immutable;
using HyOps.Core.Drivers;
using HyOps.Core.Environments;

namespace HyOps.Engine.Setup;

/// <summary>All programs that HyOps knows how to look for.</summary>
public static class ToolCatalogue
{
    /// <summary>The programs, those that Bootstrap needs first.</summary>
    public static ImmutableArray<CatalogueTool> All { get; } =
    [
        Terraform(), Packer(), AnsiblePlaybook(), Setsid(), AnsibleVault(), Age(), Pass(), Gpg(), Git(), Ssh(),
    ];

    /// <summary>The programs that matter on a system.</summary>
    /// <param name="family">The system.</param>
    public static ImmutableArray<CatalogueTool> For(SystemFamily family) =>
        // macOS has no setsid; there the system's Perl gives children their session.
        family is SystemFamily.MacOs ? All.RemoveAll(tool => tool.Name.Program == "setsid") : All;

    /// <summary>The versions of a program that may be used where environment.yml says nothing; null takes any.</summary>
    /// <param name="name">The program's names.</param>
    public static VersionConstraint? ConstraintOf(ToolName name) => All.FirstOrDefault(tool => tool.Name.Program == name.Program)?.Constraint;

    /// <summary>How a driver's tool is found and asked for its version.</summary>
    /// <param name="driver">The driver.</param>
    public static ITool ToolOf(IDriver driver) => All.Single(tool => tool.Name == driver.Tool);

    private static CatalogueTool Terraform() => new()
    {
        Name = new ToolName("terraform", "terraform"),
        VersionArguments = ["version"],
        Constraint = Versions(">=1.6 <2"),
        Required = true,
        UsedFor = "modules with driver iac/terraform",
        Packages = Named(arch: "terraform", macOs: "hashicorp/tap/terraform"),
        ByHand = family => HashiCorpInstructions.For("terraform", family),
    };

    private static CatalogueTool Packer() => new()
    {
        Name = new ToolName("packer", "packer"),
        VersionArguments = ["version"],
        Constraint = Versions(">=1.6"),
        Required = true,
        UsedFor = "modules with driver images/packer",
        Packages = Named(debian: "packer", arch: "packer", macOs: "hashicorp/tap/packer"),
        ByHand = family => HashiCorpInstructions.For("packer", family),
    };

    private static CatalogueTool AnsiblePlaybook() => new()
    {
        Name = new ToolName("ansible-playbook", "ansible"),
        PythonModule = "ansible.release",
        Constraint = Versions(">=2.14"),
        Required = true,
        UsedFor = "modules with driver config/ansible",
        Packages = Ansible,
        ByHand = _ => AnsibleByHand,
    };

    private static CatalogueTool AnsibleVault() => new()
    {
        Name = new ToolName("ansible-vault", "ansible"),
        PythonModule = "ansible.release",
        Constraint = Versions(">=2.14"),
        UsedFor = "reading the bundle without HyOps",
        Packages = Ansible,
        ByHand = _ => AnsibleByHand,
    };

    private static CatalogueTool Setsid() => new()
    {
        Name = new ToolName("setsid", "setsid"),
        Required = true,
        UsedFor = "tools in a session of their own, so that an interrupt reaches them once",
        Packages = Named(debian: "util-linux", fedora: "util-linux", arch: "util-linux", alpine: "setsid"),
        ByHand = _ => "install util-linux with your system's package manager",
    };

    private static CatalogueTool Age() => Everywhere("age", "age", ">=1.0", "break-glass files for age recipients", "age");

    private static CatalogueTool Pass() =>
        Everywhere("pass", "pass", ">=1.7", "the vault password from the password store", "pass") with { VersionArguments = ["version"] };

    private static CatalogueTool Gpg() => Everywhere("gpg", "gnupg", ">=2.2", "pass, and break-glass files for PGP recipients", "gnupg") with
    {
        Packages = Named(debian: "gnupg", fedora: "gnupg2", arch: "gnupg", alpine: "gnupg", macOs: "gnupg"),
    };

    private static CatalogueTool Git() => Everywhere("git", "git", ">=2.20", "the commit in run records", "git");

    private static CatalogueTool Ssh() => Everywhere("ssh", "ssh", null, "Ansible on remote hosts", "openssh") with
    {
        VersionArguments = ["-V"],
        Packages = Named(debian: "openssh-client", fedora: "openssh-clients", arch: "openssh", alpine: "openssh-client", macOs: "openssh"),
    };

    private const string AnsibleByHand = "install ansible-core for your user: 'pipx install ansible-core', or 'python3 -m pip install --user ansible-core'";

    private static ImmutableDictionary<SystemFamily, string> Ansible =>
        Named(debian: "ansible-core", fedora: "ansible-core", arch: "ansible-core", alpine: "ansible-core", macOs: "ansible");

    private static CatalogueTool Everywhere(string program, string key, string? versions, string usedFor, string package) => new()
    {
        Name = new ToolName(program, key),
        Constraint = versions is null ? null : Versions(versions),
        UsedFor = usedFor,
        Packages = Named(package, package, package, package, package),
        ByHand = _ => $"install {package} with your system's package manager",
    };

    private static ImmutableDictionary<SystemFamily, string> Named(
        string? debian = null, string? fedora = null, string? arch = null, string? alpine = null, string? macOs = null) =>
        new[]
        {
            (SystemFamily.Debian, debian), (SystemFamily.Fedora, fedora), (SystemFamily.Arch, arch), (SystemFamily.Alpine, alpine), (SystemFamily.MacOs, macOs),
        }
        .Where(pair => pair.Item2 is not null)
        .ToImmutableDictionary(pair => pair.Item1, pair => pair.Item2!);

    private static VersionConstraint Versions(string text) =>
        VersionConstraint.TryParse(text, out var constraint) ? constraint : throw new ArgumentException($"'{text}' is no constraint", nameof(text));
}
