using HyOps.Testing;

namespace HyOps.Cli.Tests;

public sealed class ValidateTests
{
    [Fact]
    public async Task This_repository_holds_its_own_contracts()
    {
        using var world = new TestWorld();

        var called = await Called.Async(world, "validate", "--project", RepositoryRoot.FullPath);

        Assert.Equal("", called.Output);
        Assert.Equal("project: no problem\n", called.Error);
        Assert.Equal(0, called.ExitCode);
    }

    [Fact]
    public async Task Problems_are_data_one_a_line_with_their_place()
    {
        using var world = new TestWorld();
        world.Folder.Write("modules/a/b/spec.yml", "api_version: hybridops/v1\nkind: ModuleSpec\nmodule_ref: \"a/b\"\n");
        world.Folder.CreateFolder("inventories");

        var called = await Called.Async(world, "validate");
        var json = await Called.Async(world, "validate", "--json");
        var sarif = await Called.Async(world, "validate", "--sarif");

        Assert.Equal(11, called.ExitCode);
        Assert.StartsWith("modules/a/b/spec.yml", called.Output, StringComparison.Ordinal);
        Assert.Contains("error HYO", called.Output, StringComparison.Ordinal);
        Assert.Equal(11, json.ExitCode);
        Assert.False((bool)json.Json["ok"]!);
        Assert.Equal("2.1.0", (string?)sarif.Json["version"]);
    }

    [Fact]
    public async Task It_needs_no_home()
    {
        using var world = new TestWorld();
        var surroundings = world.Surroundings(new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOME"] = null });

        var called = await Called.InAsync(world, surroundings, "validate", "--project", RepositoryRoot.FullPath, "--env", "local");

        Assert.Equal(0, called.ExitCode);
    }
}
