using HyOps.Core.Commands;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Drivers.Processes;
using HyOps.Engine.Secrets;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Tests.Secrets;

public sealed class SecretVerbsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("A=  spaces  ", "  spaces  ")]
    [InlineData("A=a=b", "a=b")]
    [InlineData("A=#no comment", "#no comment")]
    [InlineData("A=line\nline\r\n\u2028Grüße😀\n", "line\nline\r\n\u2028Grüße😀\n")]
    [InlineData("A=", "")]
    public async Task A_value_is_kept_as_it_is(string assignment, string value)
    {
        using var world = new SecretsWorld();

        await world.SetAsync(assignment);

        Assert.Equal(value, await world.ValueAsync("A"));
    }

    [Theory]
    [InlineData("word\n", "word")]
    [InlineData("word\r\n", "word")]
    [InlineData("word", "word")]
    [InlineData(" two\nlines \n\n", " two\nlines \n")]
    public async Task Standard_input_loses_one_line_end_at_most(string input, string value)
    {
        using var world = new SecretsWorld(input: input);

        await world.SetAsync("A=-");

        Assert.Equal(value, await world.ValueAsync("A"));
    }

    [Fact]
    public async Task Standard_input_may_be_an_env_file()
    {
        using var world = new SecretsWorld(input: "A=1\nexport B=\"two\\nlines\"\n");

        await world.SetAsync("-", "C=3");

        Assert.Equal("two\nlines", await world.ValueAsync("B"));
        Assert.Equal("3", await world.ValueAsync("C"));
    }

    [Fact]
    public async Task Files_and_variables_are_taken_as_they_are()
    {
        using var world = new SecretsWorld(variables: [("FROM_SHELL", " x\n")]);
        world.Folder.Write("key ü.pem", "-----BEGIN\nEND\n");

        var result = await SetAsync(world, new() { FromEnvironment = ["FROM_SHELL"], FromFile = ["THE_FILE=key ü.pem"] });

        Assert.Equal([SetOutcome.Added, SetOutcome.Added], result.Keys.Select(key => key.Outcome));
        Assert.Equal(" x\n", await world.ValueAsync("FROM_SHELL"));
        Assert.Equal("-----BEGIN\nEND\n", await world.ValueAsync("THE_FILE"));
    }

    [Theory]
    [InlineData("canary value")]
    [InlineData("=canary")]
    [InlineData("1A=canary")]
    [InlineData("A=canary", "A=other")]
    [InlineData("A=-")]
    [InlineData("A=-", "B=-")]
    [InlineData("PATH=canary")]
    [InlineData("A=can\0ary")]
    public async Task What_is_not_understood_is_refused_unshown_and_nothing_is_written(params string[] assignments)
    {
        using var world = new SecretsWorld();

        var problem = await Assert.ThrowsAnyAsync<Core.HyOpsException>(() => world.SetAsync(assignments));

        Assert.DoesNotContain("canary", problem.Message + problem.NextStep, StringComparison.Ordinal);
        Assert.False(File.Exists(world.Chosen.Root.BundleFile));
    }

    [Fact]
    public async Task Input_that_is_not_UTF_8_is_refused()
    {
        using var world = new SecretsWorld();
        await File.WriteAllBytesAsync(world.Folder.At("latin"), [0x41, 0xFC], Token);

        await Assert.ThrowsAsync<BundleException>(() => SetAsync(world, new() { FromFile = ["A=latin"] }));
    }

    [Fact]
    public async Task Setting_again_tells_changed_from_unchanged()
    {
        using var world = new SecretsWorld();
        await world.SetAsync("A=1", "B=1");

        var result = await SetAsync(world, new() { Assignments = ["A=1", "B=2", "C_JSON=x"] });

        Assert.Equal([SetOutcome.Unchanged, SetOutcome.Changed, SetOutcome.Added], result.Keys.Select(key => key.Outcome));
        Assert.Equal("is not JSON", result.Keys[2].Problem);
    }

    [Fact]
    public async Task Values_are_shown_on_request_only()
    {
        using var world = new SecretsWorld();
        await world.SetAsync("A=1", "B=");
        var show = new ShowSecrets(world.Store());

        var all = await show.RunAsync(new(), Token);
        var revealed = await show.RunAsync(new() { Keys = [SecretsWorld.Key("A")], Reveal = true }, Token);

        Assert.Equal([("A", true, null), ("B", false, (SecretValue?)null)], all.Select(secret => (secret.Name.Value, secret.IsSet, secret.Value)));
        Assert.Equal("1", revealed.Single().Value!.Reveal());
        await Assert.ThrowsAsync<BundleException>(() => show.RunAsync(new() { Reveal = true }, Token));
        await Assert.ThrowsAsync<BundleException>(() => show.RunAsync(new() { Keys = [SecretsWorld.Key("Z")], Reveal = true }, Token));
        Assert.Equal(["A", "B"], (await new ListKeys(world.Store()).RunAsync(Token)).Select(name => name.Value));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_command_gets_the_asked_keys_alone_and_its_output_is_masked()
    {
        using var world = new SecretsWorld(variables: [("SHELL_ONLY", "leak")]);
        await world.SetAsync("ASKED_TOKEN=canary-asked-value", "OTHER_TOKEN=canary-other-value");
        var output = new CollectedOutput(DiscardOutput.Instance);

        var result = await Exec(world).RunAsync(new() { Program = "env", Keys = [SecretsWorld.Key("ASKED_TOKEN")] }, output, Token);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("ASKED_TOKEN=***", output.Text, StringComparison.Ordinal);
        Assert.Contains("HYOPS_ENV=dev", output.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("OTHER_TOKEN", output.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("SHELL_ONLY", output.Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_a_mask_only_on_a_terminal()
    {
        using var world = new SecretsWorld();
        await world.SetAsync("ASKED_TOKEN=canary-asked-value");
        var options = new ExecOptions { Program = "env", Keys = [SecretsWorld.Key("ASKED_TOKEN")], NoMask = true };
        var terminal = world.Surroundings with { Terminal = world.Surroundings.Terminal with { OutIsTerminal = true } };
        var output = new CollectedOutput(DiscardOutput.Instance);

        await Assert.ThrowsAsync<BundleException>(() => Exec(world).RunAsync(options, output, Token));
        await new ExecWithSecrets(world.Store(), terminal, world.Runner, new ProcessCommandRunner(new Masker { KeyedNames = false }, TimeProvider.System)).RunAsync(options, output, Token);

        Assert.Contains("ASKED_TOKEN=canary-asked-value", output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_not_set_stops_the_command()
    {
        using var world = new SecretsWorld();
        await world.SetAsync("A=1");

        var problem = await Assert.ThrowsAsync<BundleException>(
            () => Exec(world).RunAsync(new() { Program = "env", Keys = [SecretsWorld.Key("B_TOKEN")] }, DiscardOutput.Instance, Token));

        Assert.Contains("B_TOKEN", problem.Message, StringComparison.Ordinal);
        Assert.Contains("hyops secrets ensure --env dev B_TOKEN", problem.NextStep, StringComparison.Ordinal);
    }

    private static ExecWithSecrets Exec(SecretsWorld world) =>
        new(world.Store(), world.Surroundings, world.Runner, new ProcessCommandRunner(new Masker { KeyedNames = false }, TimeProvider.System));

    private static Task<SetResult> SetAsync(SecretsWorld world, SetOptions options) =>
        new SetSecrets(world.Store(), world.Masker, world.Surroundings).RunAsync(options, Token);
}
