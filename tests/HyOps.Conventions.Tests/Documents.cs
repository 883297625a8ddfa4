using System.Text.RegularExpressions;

namespace HyOps.Conventions.Tests;

/// <summary>What is written for people.</summary>
public sealed partial class Documents
{
    private static IReadOnlyList<string> Pages =>
        [.. SourceTree.Files("*.md", "docs", "modules", "bench").Concat(SourceTree.Files("*.md", ".")).Select(page => page.TrimStart('.', '/')).Distinct()];

    [Fact]
    public void Links_between_pages_lead_somewhere()
    {
        var broken = Pages.SelectMany(page => Link().Matches(SourceTree.Text(page)).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#') && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(SourceTree.Absolute(page))!, target.Split('#')[0])))
            .Select(target => $"{page}: {target}"));

        Broken.Nowhere(broken);
    }

    [Fact]
    public void No_text_names_a_path_of_somebodys_machine()
    {
        string[] machine = ["/wor" + "k/", "/roo" + "t/", "/far" + "m/"];

        var found = SourceTree.Files("*", "src", "build", "tests", "docs", "modules", "inventories", "bench")
            .Where(file => Path.GetExtension(file) is ".cs" or ".md" or ".yml" or ".sh" or ".json" or ".tf" or ".hcl" or ".py" or ".props" or ".csproj")
            .SelectMany(file => machine.Where(path => SourceTree.Text(file).Contains(path, StringComparison.Ordinal)).Select(path => $"{file}: {path}"));

        Broken.Nowhere(found);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
