using HyOps.Core.Problems;
using HyOps.Testing;

namespace HyOps.Contracts.Tests.Projects;

public sealed class CodeTests
{
    public static TheoryData<string> Fixtures => [.. CodeFixtures.All.Select(fixture => fixture.ToString())];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void A_mistake_gives_its_code_at_its_place(string name)
    {
        var fixture = CodeFixtures.All.Single(candidate => candidate.ToString() == name);
        using var project = new SampleProject();
        fixture.Mistake(project);

        var problem = project.Only(fixture.Request);

        Assert.Equal((fixture.Code, fixture.Place), (problem.Code, problem.Location.ToString().Split('/')[^1]));
        Assert.All(fixture.Says, words => Assert.Contains(words, problem.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ghp_", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_is_given_by_some_fixture() =>
        Assert.Equal(ProblemCodes.All.Select(code => code.Id), CodeFixtures.All.Select(fixture => fixture.Code).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_code_has_a_page_and_every_page_a_code()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(RepositoryRoot.FullPath, "docs", "diagnostics"), "HYO*.md").Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(ProblemCodes.All.Select(code => code.Id), pages.Order(StringComparer.Ordinal)!);
    }

    [Fact]
    public void Every_page_has_its_codes_title_and_the_index_links_to_it()
    {
        var folder = Path.Combine(RepositoryRoot.FullPath, "docs", "diagnostics");
        var index = File.ReadAllText(Path.Combine(folder, "README.md"));

        Assert.All(ProblemCodes.All, code =>
        {
            var page = File.ReadAllText(Path.Combine(RepositoryRoot.FullPath, code.Page));
            Assert.StartsWith($"# {code.Id}: {code.Title}\n", page, StringComparison.Ordinal);
            Assert.All((string[])["## What", "## Why", "## Example", "## Fix"], heading => Assert.Contains($"\n{heading}\n", page, StringComparison.Ordinal));
            Assert.Contains($"[{code.Id}]({code.Id}.md)", index, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Codes_are_unique_and_in_order() =>
        Assert.Equal(ProblemCodes.All.Select(code => code.Id).Distinct().Order(StringComparer.Ordinal), ProblemCodes.All.Select(code => code.Id));
}
