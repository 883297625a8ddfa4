using HyOps.Testing;

namespace HyOps.Eso.Tests;

/// <summary>What we render and check, judged by validators that others generated from the real CRDs.</summary>
public sealed class ProofTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("cluster")]
    [InlineData("namespace")]
    public async Task All_that_is_rendered_is_accepted_by_both(string store)
    {
        using var project = new RenderedProject(store);
        var whole = project.Manifests.Where(manifest => !manifest.Path.StartsWith("workloads/", StringComparison.Ordinal)).ToDictionary(manifest => manifest.Path, manifest => manifest.Text);

        var theirs = await NodeJudge.JudgeAsync(whole, Token);

        Assert.Equal(5, whole.Count);
        Assert.All(theirs, judged => Assert.True(judged.Value.Count == 0, $"{judged.Key}: {string.Join("; ", judged.Value)}"));
        Assert.All(project.Manifests, manifest => Assert.Empty(project.Check(manifest.Text)));
    }

    [Fact]
    public async Task A_mistake_in_the_schema_is_rejected_by_both()
    {
        using var project = new RenderedProject();

        var theirs = await NodeJudge.JudgeAsync(Mutation.Schema.ToDictionary(mutation => mutation.Name, mutation => Mutated(project, mutation)), Token);

        Assert.All(Mutation.Schema, mutation => Assert.True(theirs[mutation.Name].Count > 0, $"they accept: {mutation.Name}"));
        Assert.All(Mutation.Schema, mutation => Assert.True(project.Check(Mutated(project, mutation)).Count > 0, $"we accept: {mutation.Name}"));
    }

    [Fact]
    public async Task What_only_we_reject_is_explained()
    {
        using var project = new RenderedProject();

        var theirs = await NodeJudge.JudgeAsync(Mutation.Ours.ToDictionary(mutation => mutation.Name, mutation => Mutated(project, mutation)), Token);

        Assert.All(Mutation.Ours, mutation => Assert.True(theirs[mutation.Name].Count == 0, $"they reject, too: {mutation.Name}: {string.Join("; ", theirs[mutation.Name])}"));
        Assert.All(Mutation.Ours, mutation => Assert.NotNull(mutation.OnlyOurs));
        Assert.All(Mutation.Ours, mutation =>
        {
            var ours = project.Check(Mutated(project, mutation), inEnvironment: true);
            Assert.True(ours.Count > 0, $"we accept: {mutation.Name}");
            Assert.All(ours, problem => Assert.DoesNotContain("canary", problem.ToString(), StringComparison.Ordinal));
            Assert.All(ours, problem => Assert.DoesNotContain("ghp_", problem.ToString(), StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Files_come_in_ordinal_order_of_their_paths_whatever_the_order_of_the_contracts()
    {
        using var project = new RenderedProject();
        string[] paths = [.. project.Manifests.Select(manifest => manifest.Path)];

        Assert.Equal("external-secrets/jobs.shop.jobs.yaml", paths[0]);
        Assert.Equal(paths.Order(StringComparer.Ordinal), paths);
    }

    [Fact]
    public void What_is_installed_names_no_registry()
    {
        var lockFile = File.ReadAllText(Path.Combine(RepositoryRoot.FullPath, "tests", "HyOps.Eso.Tests", "npm", "package-lock.json"));

        Assert.DoesNotContain("resolved", lockFile, StringComparison.Ordinal);
        Assert.DoesNotContain("http", lockFile.Replace("https://github.com", "", StringComparison.Ordinal).Replace("https://opencollective.com", "", StringComparison.Ordinal).Replace("https://nearley.js.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string Mutated(RenderedProject project, Mutation mutation)
    {
        var text = project.TextOf(mutation.File);
        Assert.Contains(mutation.Piece, text, StringComparison.Ordinal);
        return text.Replace(mutation.Piece, mutation.By, StringComparison.Ordinal);
    }
}
