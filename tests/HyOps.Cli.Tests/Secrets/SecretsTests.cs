using HyOps.Testing;

namespace HyOps.Cli.Tests.Secrets;

public sealed class SecretsTests
{
    private const string Value = "p4ss wörd\nwith a line";

    [Fact]
    public async Task A_value_from_standard_input_comes_back_exactly_and_only_when_revealed()
    {
        using var world = new TestWorld();

        var set = await Called.InAsync(world, world.Surroundings(input: Value), "secrets", "set", "DB_PASSWORD=-");
        var shown = await Called.Async(world, "secrets", "show");
        var revealed = await Called.Async(world, "secrets", "show", "--reveal", "DB_PASSWORD");
        var keys = await Called.Async(world, "secrets", "keys");

        Assert.Equal("DB_PASSWORD: added\n", set.Output);
        Assert.DoesNotContain("p4ss", set.Error + shown.Output + shown.Error + keys.Output, StringComparison.Ordinal);
        Assert.Equal(Value, revealed.Output);
        Assert.Equal("DB_PASSWORD\n", keys.Output);
    }

    [Fact]
    public async Task A_revealed_value_ends_with_a_line_end_on_a_terminal()
    {
        using var world = new TestWorld();
        await Called.Async(world, "secrets", "set", "A=b");
        var surroundings = world.Surroundings();
        surroundings = surroundings with { Terminal = surroundings.Terminal with { OutIsTerminal = true } };

        var revealed = await Called.InAsync(world, surroundings, "secrets", "show", "--reveal", "A");

        Assert.Equal("b\n", revealed.Output);
    }

    [Fact]
    public async Task Revealing_several_values_needs_json()
    {
        using var world = new TestWorld();
        await Called.Async(world, "secrets", "set", "A=1", "B=2");

        var text = await Called.Async(world, "secrets", "show", "--reveal", "A", "B");
        var json = await Called.Async(world, "secrets", "show", "--reveal", "A", "B", "--json");

        Assert.Equal(2, text.ExitCode);
        Assert.Equal("2", (string?)json.Json["secrets"]![1]!["value"]);
    }

    [Fact]
    public async Task Ensure_generates_and_keeps_and_refuses_without_showing_a_value()
    {
        using var world = new TestWorld();

        var first = await Called.Async(world, "secrets", "ensure", "DB_PASSWORD", "REPO_SSH_PRIVATE_KEY", "--json");
        var second = await Called.Async(world, "secrets", "ensure", "DB_PASSWORD");
        var dry = await Called.Async(world, "secrets", "ensure", "--dry-run", "API_TOKEN");
        var value = await Called.Async(world, "secrets", "show", "--reveal", "DB_PASSWORD");

        Assert.Equal(21, first.ExitCode);
        Assert.Equal("generated", (string?)first.Json["keys"]![0]!["outcome"]);
        Assert.Equal("refused", (string?)first.Json["keys"]![1]!["outcome"]);
        Assert.Equal("DB_PASSWORD: kept\n", second.Output);
        Assert.Equal("API_TOKEN: would be generated (48 characters)\n", dry.Output);
        Assert.Equal(32, value.Output.Length);
        Assert.DoesNotContain(value.Output, first.Output + first.Error + second.Output + second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_gives_the_asked_keys_alone_masks_them_and_passes_the_exit_code_on()
    {
        using var world = new TestWorld();
        await Called.Async(world, "secrets", "set", "DB_PASSWORD=tr0ub4dor", "OTHER=another1");

        var called = await Called.Async(world, "secrets", "exec", "--key", "DB_PASSWORD", "--", "sh", "-c", "echo \"$DB_PASSWORD-$OTHER-\"; echo oops >&2; exit 7", "--json");

        Assert.Equal(7, called.ExitCode);
        Assert.Equal("***--\n", called.Output);
        Assert.Contains("oops\n", called.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exec_hands_standard_input_on()
    {
        using var world = new TestWorld();
        await Called.Async(world, "secrets", "set", "DB_PASSWORD=tr0ub4dor");

        var called = await Called.InAsync(world, world.Surroundings(input: "select 1;\n"), "secrets", "exec", "--key", "DB_PASSWORD", "--", "cat");

        Assert.Equal("select 1;\n", called.Output);
    }

    [Fact]
    public async Task Exec_without_masking_is_refused_where_no_person_reads()
    {
        using var world = new TestWorld();
        await Called.Async(world, "secrets", "set", "A=b");

        var called = await Called.Async(world, "secrets", "exec", "--no-mask", "--key", "A", "--", "env");

        Assert.Equal(2, called.ExitCode);
        Assert.Empty(called.Output);
    }

    [Fact]
    public async Task Status_without_a_bundle_creates_nothing()
    {
        using var world = new TestWorld();

        var called = await Called.Async(world, "vault", "status", "--json");

        Assert.Equal(0, called.ExitCode);
        Assert.False((bool)called.Json["exists"]!);
        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Folder.At("home")));
    }

    [Fact]
    public async Task A_directory_in_place_of_the_bundle_is_named()
    {
        using var world = new TestWorld();
        world.Surroundings();
        var bundle = world.Folder.CreateFolder("home/.hybridops/envs/local/vault/bootstrap.vault.env");
        var password = world.Folder.Write("pw", "x\n");
        File.SetUnixFileMode(password, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var called = await Called.Async(world, "secrets", "keys", "--vault-password-file", password);

        Assert.Equal(2, called.ExitCode);
        Assert.Contains($"{bundle}: it is a directory where a file is expected", called.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_a_secrets_failure()
    {
        using var world = new TestWorld();
        await Called.Async(world, "secrets", "set", "A=b");

        var called = await Called.Async(world, "secrets", "keys", "--vault-password-command", "echo wrong");

        Assert.Equal(21, called.ExitCode);
        Assert.DoesNotContain("wrong\n", called.Output, StringComparison.Ordinal);
    }
}
