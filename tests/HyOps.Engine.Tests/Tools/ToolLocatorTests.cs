using HyOps.Core;
using HyOps.Engine.Tools;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Tools;

public sealed class ToolLocatorTests : IDisposable
{
    private readonly TempFolder folder = new("tools");

    public void Dispose() => folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ToolLocator Locator() => new(RealRunner.Create(), RealRunner.WithPath(folder.At("bin")));

    [Fact(Timeout = 30_000)]
    public async Task A_tool_within_its_constraint_is_found_with_path_and_version()
    {
        var path = folder.WriteScript("bin/forge", "echo 1.2.3");

        var lookup = await Locator().FindAsync(new NamedTool("forge"), RealRunner.Constraint(">=1.2 <2"), Token);

        Assert.Equal(new FoundTool(new("forge", "forge"), path, new Version(1, 2, 3)), lookup.Tool);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_missing_tool_is_named_with_the_PATH_that_was_searched()
    {
        var lookup = await Locator().FindAsync(new NamedTool("forge"), RealRunner.Constraint(">=1.2"), Token);

        Assert.Equal(ToolProblemKind.Missing, lookup.Problem?.Kind);
        Assert.Equal($"forge (>=1.2) is missing: no such program on PATH ({folder.At("bin")})", lookup.Problem?.Message);
        Assert.Contains("hyops setup check", lookup.Problem?.Fix, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_file_that_may_not_be_executed_is_named_with_the_chmod()
    {
        var path = folder.Write("bin/forge", "#!/bin/sh\n");

        var lookup = await Locator().FindAsync(new NamedTool("forge"), null, Token);

        Assert.Equal(ToolProblemKind.Missing, lookup.Problem?.Kind);
        Assert.Contains($"chmod a+x '{path}'", lookup.Problem?.Fix, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_version_outside_the_constraint_is_shown_beside_it()
    {
        var path = folder.WriteScript("bin/forge", "echo 1.1.9");

        var lookup = await Locator().FindAsync(new NamedTool("forge"), RealRunner.Constraint(">=1.2"), Token);

        Assert.Equal(ToolProblemKind.WrongVersion, lookup.Problem?.Kind);
        Assert.Equal($"forge 1.1.9 ({path}) is outside '>=1.2'", lookup.Problem?.Message);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_tool_that_fails_when_asked_has_an_unknown_version_and_its_words_are_shown()
    {
        folder.WriteScript("bin/forge", "echo 'cannot load libforge.so' >&2; echo 1.2.3; exit 127");

        var lookup = await Locator().FindAsync(new NamedTool("forge"), null, Token);

        Assert.Equal(ToolProblemKind.VersionUnknown, lookup.Problem?.Kind);
        Assert.Contains("ended with exit code 127: cannot load libforge.so", lookup.Problem?.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_version_on_standard_error_counts()
    {
        folder.WriteScript("bin/forge", "echo 9.2 >&2");

        var lookup = await Locator().FindAsync(new NamedTool("forge"), null, Token);

        Assert.Equal(new Version(9, 2), lookup.Tool?.Version);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_program_whose_interpreter_is_gone_is_a_problem_not_a_crash()
    {
        var path = folder.WriteScript("bin/forge", "echo 1.0");
        await File.WriteAllTextAsync(path, "#!/no/such/interpreter\n", Token);

        var lookup = await Locator().FindAsync(new NamedTool("forge"), null, Token);

        Assert.Equal(ToolProblemKind.VersionUnknown, lookup.Problem?.Kind);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_tool_is_asked_once_a_run_and_must_not_call_home()
    {
        folder.WriteScript("bin/forge", $"echo \"asked $CHECKPOINT_DISABLE\" >> '{folder.At("log")}'; echo 1.2.3");
        var locator = Locator();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => locator.FindAsync(new NamedTool("forge"), null, Token)));

        Assert.Equal("asked 1\n", await File.ReadAllTextAsync(folder.At("log"), Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task All_tools_that_cannot_be_used_are_named_at_once()
    {
        folder.WriteScript("bin/forge", "echo 1.0");
        folder.WriteScript("bin/anvil", "echo 3.0");

        var thrown = await Assert.ThrowsAsync<ToolException>(() => Locator().RequireAsync(
            [(new NamedTool("forge"), RealRunner.Constraint(">=2")), (new NamedTool("anvil"), null), (new NamedTool("tongs"), null)], Token));

        Assert.Equal(ExitCode.DependencyMissing, thrown.ExitCode);
        Assert.Equal(["forge", "tongs"], thrown.Problems.Select(problem => problem.Name.Program));
        Assert.Contains("forge 1.0", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("tongs is missing", thrown.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_cancelled_question_throws_and_is_asked_anew_by_the_next_one()
    {
        folder.WriteScript("bin/forge", $"test -e '{folder.At("fast")}' || /bin/sleep 20; echo 1.2.3");
        var locator = Locator();
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => locator.FindAsync(new NamedTool("forge"), null, impatient.Token));
        folder.Write("fast", "");
        var lookup = await locator.FindAsync(new NamedTool("forge"), null, Token);

        Assert.True(lookup.IsUsable);
    }
}
