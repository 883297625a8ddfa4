using System.Xml.Linq;

namespace HyOps.Conventions.Tests;

/// <summary>Arrows point to what changes least; no project references what is not drawn here.</summary>
public sealed class ProjectArrows
{
    private static readonly Dictionary<string, string[]> Drawn = new(StringComparer.Ordinal)
    {
        ["HyOps.Core"] = [],
        ["HyOps.Contracts"] = ["HyOps.Core"],
        ["HyOps.Vault"] = ["HyOps.Core"],
        ["HyOps.Drivers"] = ["HyOps.Core"],
        ["HyOps.Azure"] = ["HyOps.Core"],
        ["HyOps.Postgres"] = ["HyOps.Core"],
        ["HyOps.Engine"] = ["HyOps.Core", "HyOps.Contracts", "HyOps.Vault", "HyOps.Drivers"],
        ["HyOps.Presentation"] = ["HyOps.Core", "HyOps.Contracts", "HyOps.Engine"],
        ["HyOps.Cli"] = ["HyOps.Core", "HyOps.Contracts", "HyOps.Vault", "HyOps.Drivers", "HyOps.Azure", "HyOps.Postgres", "HyOps.Engine", "HyOps.Presentation"],
        ["HyOps.Cake"] = ["HyOps.Core", "HyOps.Contracts", "HyOps.Vault", "HyOps.Drivers", "HyOps.Azure", "HyOps.Postgres", "HyOps.Engine", "HyOps.Presentation", "Cake.Frosting"],
        ["Cake.Frosting"] = [],
        ["HyOps.BuildHost"] = ["HyOps.Cake", "Cake.Frosting"],
    };

    private static readonly Dictionary<string, string> OnlyUserOf = new(StringComparer.Ordinal)
    {
        ["YamlDotNet"] = "HyOps.Contracts",
        ["System.CommandLine"] = "HyOps.Cli",
        ["Azure.Identity"] = "HyOps.Azure",
        ["Azure.Security.KeyVault.Secrets"] = "HyOps.Azure",
        ["Npgsql"] = "HyOps.Postgres",
    };

    public static TheoryData<string> Projects => new(SourceTree.Files("*.csproj", "src", "build"));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_is_drawn(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);

        var references = Includes(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

        Assert.True(Drawn.TryGetValue(name, out var allowed), $"{project} is not drawn: add it to the arrows, with its reason in the commit");
        Broken.Nowhere(references.Except(allowed!));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_third_party_package_has_one_user(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);

        var foreign = Includes(project, "PackageReference").Where(package => OnlyUserOf.TryGetValue(package, out var user) && user != name);

        Broken.Nowhere(foreign);
    }

    [Fact]
    public void Every_project_is_in_the_solution_and_has_a_lock_file()
    {
        var solution = SourceTree.Text("HyOps.Build.sln");

        var projects = SourceTree.Files("*.csproj", "src", "build", "tests", "bench");

        Broken.Nowhere(projects.Where(project => !solution.Contains(project.Replace('/', '\\'), StringComparison.Ordinal)));
        Broken.Nowhere(projects.Where(project => !File.Exists(SourceTree.Absolute(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")))));
    }

    [Fact]
    public void Versions_stand_in_one_place()
    {
        var versioned = SourceTree.Files("*.csproj", "src", "build", "tests", "bench")
            .Where(project => XDocument.Parse(SourceTree.Text(project)).Descendants("PackageReference").Any(reference => reference.Attribute("Version") is not null));

        Broken.Nowhere(versioned);
    }

    private static IEnumerable<string> Includes(string project, string element) =>
        XDocument.Parse(SourceTree.Text(project)).Descendants(element).Select(node => node.Attribute("Include")?.Value).OfType<string>();
}
