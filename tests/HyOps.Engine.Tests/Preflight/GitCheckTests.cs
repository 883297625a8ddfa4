using System.Diagnostics;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;
using HyOps.Engine.Preflight;
using HyOps.Engine.Tests.Tools;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Preflight;

/// <summary>With the real git, a real clone and a real remote.</summary>
public sealed class GitCheckTests : IDisposable
{
    private readonly TempFolder folder = new("git");
    private readonly string clone;

    public GitCheckTests()
    {
        clone = folder.At("clone");
        Git(folder.FullPath, "init", "-q", "--bare", "-b", "main", "remote");
        Git(folder.FullPath, "clone", "-q", "remote", "clone");
        Commit("one");
        Git(clone, "push", "-q", "-u", "origin", "HEAD:main");
    }

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_clean_commit_that_the_remote_has_is_as_it_should_be()
    {
        var result = await LookAsync();

        Assert.True(result.Status is CheckStatus.Ok, result.Detail);
        Assert.EndsWith("on main, clean, published", result.Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Changed_and_untracked_files_and_commits_of_ones_own_are_counted()
    {
        Commit("two");
        folder.Write("clone/file", "changed");
        folder.Write("clone/new", "");

        var result = await LookAsync();

        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.EndsWith("on main: 1 changed file, 1 untracked file; 1 commit ahead of origin/main", result.Detail, StringComparison.Ordinal);
        Assert.Equal("commit or stash them ('git status' names them); push, so that others can get what ran: git push", result.Fix);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_commit_without_a_branch_is_fine_where_the_remote_has_it()
    {
        Git(clone, "checkout", "-q", "--detach");

        Assert.EndsWith("on no branch (detached), clean, published", (await LookAsync()).Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_commit_without_a_branch_that_nobody_else_has_is_not()
    {
        Git(clone, "checkout", "-q", "--detach");
        Commit("lost");

        Assert.EndsWith("on no branch (detached): the commit is in no branch or tag of a remote", (await LookAsync()).Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_no_repository_or_has_no_commit_is_said()
    {
        folder.CreateFolder("plain");
        Git(folder.FullPath, "init", "-q", "empty");

        Assert.StartsWith("the project is no checkout that git can read: ", (await LookAsync(folder.At("plain"))).Detail, StringComparison.Ordinal);
        Assert.Equal("the project is a repository without a commit", (await LookAsync(folder.At("empty"))).Detail);
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_git_it_is_a_warning()
    {
        var result = await LookAsync(path: "/nowhere");

        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.StartsWith("git cannot be asked: ", result.Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task On_tier_local_nothing_is_demanded()
    {
        folder.Write("clone/new", "");

        var result = await LookAsync(tier: Tier.Local);

        Assert.Equal(CheckStatus.Ok, result.Status);
        Assert.Contains("1 untracked file", result.Detail, StringComparison.Ordinal);
    }

    private Task<CheckResult> LookAsync(string? project = null, Tier tier = Tier.Nonprod, string? path = null)
    {
        var environment = ChildEnvironment.Empty.With("PATH", path ?? Environment.GetEnvironmentVariable("PATH")!).With("HOME", folder.CreateFolder("home"))
            .With("GIT_CEILING_DIRECTORIES", folder.FullPath);
        return new GitCheck(project ?? clone, tier, RealRunner.Create(), environment).RunAsync(TestContext.Current.CancellationToken);
    }

    private void Commit(string text)
    {
        folder.Write("clone/file", text);
        Git(clone, "add", "-A");
        Git(clone, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", text);
    }

    private void Git(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = directory, RedirectStandardError = true };
        start.Environment["HOME"] = folder.CreateFolder("home");
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        using var git = Process.Start(start)!;
        var complaint = git.StandardError.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, complaint);
    }
}
