namespace HyOps.EndToEnd.Tests;

/// <summary>What a newcomer types wrong, and what they read then.</summary>
public sealed class OperatorErrorTests : IDisposable
{
    private readonly Operator somebody = new();

    public void Dispose() => somebody.Dispose();

    [Theory(Timeout = 60_000)]
    [InlineData("error: there is no target 'Bootstrp'\nnext: did you mean Bootstrap?", "--target", "Bootstrp")]
    [InlineData("error: there is no option --evn\nnext: did you mean --env?", "--target", "Bootstrap", "--evn", "local")]
    [InlineData("next: did you mean --target Bootstrap?", "Bootstrap")]
    [InlineData("'a/../b', which is not an environment's name", "--target", "Bootstrap", "--env", "a/../b")]
    [InlineData("did you mean --env local?", "--target", "Bootstrap", "--env", "lokal")]
    [InlineData("it has no modules/ and inventories/", "--target", "Bootstrap", "--project", "/nonexistent")]
    public async Task What_is_typed_wrong_is_told_with_a_way_on(string text, params string[] arguments)
    {
        var run = await somebody.BuildAsync(arguments);

        run.Is(2, text);
        Assert.False(Directory.Exists(Path.Combine(somebody.Home, ".hybridops")));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("lays the foundations of an environment")]
    [InlineData("lays the foundations of an environment", "--description")]
    [InlineData("Test\n├─Setup\n", "--tree")]
    [InlineData("1. Bootstrap", "--target", "Bootstrap", "--dryrun")]
    [InlineData("--env NAME", "--help")]
    public async Task Looking_is_free(string text, params string[] arguments)
    {
        var run = await somebody.BuildAsync(arguments);

        run.Is(0, text);
        Assert.Empty(Directory.GetFileSystemEntries(somebody.Home));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(null, 2, "HOME is not set")]
    [InlineData("", 2, "HOME is not set")]
    [InlineData("somewhere", 2, "HOME is 'somewhere', which is not an absolute path")]
    [InlineData("/etc/passwd", 2, "a file where a directory is expected")]
    [InlineData("/proc", 2, "/proc/.hybridops")]
    public async Task A_home_that_cannot_be_used_is_told(string? home, int exitCode, string text)
    {
        somebody.Variables["HOME"] = home;

        var run = await somebody.BuildAsync("--target", "Bootstrap", "--no-install");

        run.Is(exitCode, text, "next: ");
        Assert.Empty(Directory.GetDirectories(somebody.Folder.FullPath, "somewhere"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_contract_that_does_not_hold_is_told_with_its_place()
    {
        using var lab = new Lab();
        using var author = new Operator(lab.Project);
        lab.Write("inventories/local/environment.yml", "api_version: hybridops/v1\nkind: Environment\nname: local\ntier: locl\n");

        var build = await author.BootstrapAsync();
        var hyops = await author.HyopsAsync("run", "bootstrap", "--no-install", "--project", author.Project);

        build.Is(11, "inventories/local/environment.yml(4,7): error HYO", "next: ");
        Assert.Equal(build.Output, hyops.Output);
        Assert.Equal(build.ExitCode, hyops.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_directory_as_environment_file_is_told()
    {
        using var lab = new Lab();
        using var author = new Operator(lab.Project);
        lab.Write("inventories/odd/environment.yml/x", "");

        var run = await author.BootstrapAsync("odd");

        Assert.True(run.ExitCode is 2 or 11, run.All);
        Assert.Contains("inventories/odd/environment.yml", run.All, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_missing_tool_is_told_with_what_to_do()
    {
        var tools = somebody.Folder.CreateFolder("tools");
        await somebody.ShellAsync($"for d in ${{PATH//:/ }}; do [ -d $d ] && ln -s $d/* '{tools}/' 2>/dev/null; done; rm -f '{tools}/terraform' '{tools}/packer'; true");
        somebody.Variables["PATH"] = tools;

        var run = await somebody.BuildAsync("--target", "Bootstrap", "--no-install");

        run.Is(12, "terraform", "packer", "next: ");
        Assert.False(File.Exists(somebody.At("vault/bootstrap.vault.env")));
    }
}
