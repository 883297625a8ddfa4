using HyOps.Testing;

namespace HyOps.Cli.Tests.Hosting;

public sealed class BadCommandLineTests
{
    [Theory]
    [InlineData("secrts keys", "unknown verb 'secrts'")]
    [InlineData("setpu check", "did you mean 'hyops setup'?")]
    [InlineData("runs lst", "did you mean 'hyops runs list'?")]
    [InlineData("runs list --evn x", "did you mean --env?")]
    [InlineData("run bootstrap --paralelism 2", "did you mean --parallelism?")]
    [InlineData("runs", "'hyops runs' needs a verb")]
    [InlineData("--json", "'hyops' needs a verb")]
    [InlineData("runs show", "'hyops runs show' needs RUN")]
    [InlineData("runs list --env", "--env needs a value")]
    [InlineData("--env a runs list --env b", "--env was given more than once")]
    [InlineData("run bootstrp", "the value of PHASE is not one of bootstrap, dr, dr-failback, steady-state")]
    [InlineData("run bootstrap --parallelism 0", "the value of --parallelism is not a number from 1")]
    [InlineData("run bootstrap --parallelism two", "the value of --parallelism is not a number")]
    [InlineData("version extra", "'hyops version' takes fewer arguments")]
    [InlineData("validate --inputs x.yml", "needs --module beside --inputs")]
    [InlineData("validate --module ../x", "the value of --module is not a module's path")]
    [InlineData("validate --modules-root nowhere", "there is no such folder")]
    [InlineData("runs list @file", "takes fewer arguments")]
    [InlineData("runs list --env Bad/Name", "--env is 'Bad/Name', which is not an environment's name")]
    [InlineData("runs show nope", "no run 'nope'")]
    [InlineData("secrets keys --vault-password-file a --vault-password-command b", "--vault-password-file")]
    [InlineData("secrets ensure", "needs KEY or --module")]
    [InlineData("secrets show 1BAD", "'1BAD' is not a key")]
    public async Task It_gets_exit_code_2_a_reason_and_a_next_step(string line, string reason)
    {
        using var world = new TestWorld();

        var called = await Called.Async(world, line.Split(' '));
        var json = await Called.Async(world, [.. line.Split(' '), .. line.Contains("--json", StringComparison.Ordinal) ? Array.Empty<string>() : ["--json"]]);

        Assert.Equal(2, called.ExitCode);
        Assert.Contains(reason, called.Error, StringComparison.Ordinal);
        Assert.Contains("\nnext: ", called.Error, StringComparison.Ordinal);
        Assert.Equal(2, json.ExitCode);
        Assert.False((bool)json.Json["ok"]!);
        Assert.Equal("operator_error", (string?)json.Json["error"]!["code"]);
        Assert.NotNull((string?)json.Json["error"]!["next_step"]);
    }

    [Theory]
    [InlineData("secrets", "set", "--pasword=hunter2")]
    [InlineData("secrets", "set", "DB_PASSWORD", "hunter2")]
    [InlineData("secrets", "show", "DB_PASSWORD=hunter2")]
    [InlineData("secrets", "ensure", "DB_PASSWORD=hunter2")]
    [InlineData("secrets", "keys", "--vault-password-file", "x", "hunter2")]
    public async Task What_may_be_a_secret_is_not_shown(params string[] args)
    {
        using var world = new TestWorld();

        var called = await Called.Async(world, args);
        var json = await Called.Async(world, [.. args, "--json"]);

        Assert.Equal(2, called.ExitCode);
        Assert.DoesNotContain("hunter2", called.Error + called.Output + json.Error + json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_that_contradicts_its_variable_is_refused_with_both()
    {
        using var world = new TestWorld();
        var surroundings = world.Surroundings(new Dictionary<string, string?>(StringComparer.Ordinal) { ["HYOPS_ENV"] = "prod" });

        var called = await Called.InAsync(world, surroundings, "runs", "list", "--env", "dev");

        Assert.Equal(2, called.ExitCode);
        Assert.Contains("--env dev", called.Error, StringComparison.Ordinal);
        Assert.Contains("HYOPS_ENV=prod", called.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--root", "R", "runs", "list")]
    [InlineData("runs", "--root", "R", "list")]
    [InlineData("runs", "list", "--root", "R")]
    public async Task Options_hold_wherever_they_stand(params string[] args)
    {
        using var world = new TestWorld();

        var called = await Called.Async(world, args);

        Assert.Equal(0, called.ExitCode);
        Assert.Contains(world.Folder.At("R", "logs"), called.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_project_the_message_says_where_it_looked()
    {
        using var world = new TestWorld();

        var called = await Called.Async(world, "validate");

        Assert.Equal(2, called.ExitCode);
        Assert.Contains(world.Folder.FullPath, called.Error, StringComparison.Ordinal);
        Assert.Contains("--project", called.Error, StringComparison.Ordinal);
    }
}
