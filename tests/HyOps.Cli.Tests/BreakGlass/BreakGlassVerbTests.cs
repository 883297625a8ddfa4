using System.Text.Json.Nodes;
using HyOps.Core.World;
using HyOps.Engine.Runs;
using HyOps.Testing;
using HyOps.Testing.Sops;

namespace HyOps.Cli.Tests.BreakGlass;

/// <summary>The verbs, with the real age; a wrapper around it says what was on the disk when it was started.</summary>
public sealed class BreakGlassVerbTests : IDisposable
{
    private const string Canary = "canary-0f-the-verbs-91c4";
    private const string File = "docs/secrets/secrets.dr.enc.yaml";
    private const string Runbook = "docs/runbooks/break-glass.md";
    private readonly TestWorld world = new();
    private readonly AgeKey key;

    public BreakGlassVerbTests()
    {
        key = new AgeKey(world.Folder.At("operator/keys.txt"));
        world.Folder.CreateFolder("modules");
        world.Folder.Write(Runbook, "# Runbook\n");
        world.Folder.Write("inventories/local/environment.yml", $$"""
            api_version: hybridops/v1
            kind: Environment
            name: local
            tier: local
            phases: {}
            secrets:
              break_glass: { file: {{File}}, runbook: {{Runbook}}, keys: [DB_PASSWORD, API_TOKEN] }

            """);
    }

    private string Logs => world.Folder.At("home/.hybridops/envs/local/logs/breakglass");

    public void Dispose() => world.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task From_create_to_rotate_each_verb_says_what_it_did_and_never_a_value()
    {
        await CallAsync("", "secrets", "set", $"DB_PASSWORD={Canary}-one", $"API_TOKEN={Canary}-two", $"OTHER={Canary}-three");

        var created = await CallAsync("", "breakglass", "create", "--age", key.Recipient, "--json");
        var again = await CallAsync("", "breakglass", "create", "--age", key.Recipient);
        var added = await CallAsync($"{Canary}-new\n", "breakglass", "add", "API_TOKEN", "DB_PASSWORD=-", "--json");
        var other = await CallAsync("", "breakglass", "add", "OTHER");
        var rotated = await CallAsync("", "breakglass", "rotate");
        var removed = await CallAsync("", "breakglass", "remove", "API_TOKEN");
        var check = await CallAsync("", "breakglass", "check", "--json");
        var mended = await CallAsync("", "breakglass", "add", "API_TOKEN");
        var good = await CallAsync("", "breakglass", "check");

        Assert.Equal([key.Recipient], created.Json["recipients"]!.AsArray().Select(one => (string?)one));
        Assert.Equal(["API_TOKEN added", "DB_PASSWORD added"], Outcomes(created));
        Assert.Equal((13, 13), (again.ExitCode, other.ExitCode));
        Assert.Contains("is there already", again.Error, StringComparison.Ordinal);
        Assert.Equal(["API_TOKEN unchanged", "DB_PASSWORD changed"], Outcomes(added));
        Assert.Contains($"{File} opens for: {key.Recipient}", rotated.Output, StringComparison.Ordinal);
        Assert.Equal("API_TOKEN: removed\n", removed.Output);
        Assert.Equal((13, "missing", "age"), (check.ExitCode, (string?)check.Json["problems"]![0]!["kind"], (string?)check.Json["opened_by"]));
        Assert.Equal(0, mended.ExitCode);
        Assert.Equal((0, $"{File}: 2 keys, opened with age, and shut again; nothing is wrong\n"), (good.ExitCode, good.Output));
        Assert.DoesNotContain(Canary, world.Output + world.Error + System.IO.File.ReadAllText(world.Folder.At(File)), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_value_can_be_asked_for_at_the_terminal_and_an_environment_without_a_file_is_told()
    {
        await CreateAsync();
        var prompt = new ScriptedPrompt($"{Canary}-typed");

        var asked = await CallAsync(prompt, "breakglass", "add", "--ask", "DB_PASSWORD");
        var nobody = await CallAsync("", "breakglass", "add", "--ask", "DB_PASSWORD");
        var contradiction = await CallAsync("", "breakglass", "add", "--ask", "--from-env", "DB_PASSWORD");
        System.IO.File.WriteAllText(world.Folder.At("inventories/local/environment.yml"), System.IO.File.ReadAllText(world.Folder.At("inventories/local/environment.yml")).Replace(", keys: [DB_PASSWORD, API_TOKEN]", "", StringComparison.Ordinal));
        var noKeys = await CallAsync("", "breakglass", "check");

        Assert.Equal("DB_PASSWORD: changed\n", asked.Output);
        Assert.Equal("DB_PASSWORD (is not shown): ", Assert.Single(prompt.Questions));
        Assert.Equal((2, 2, 11), (nobody.ExitCode, contradiction.ExitCode, noKeys.ExitCode));
        Assert.Contains("names no keys", noKeys.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Opening_is_on_the_disk_before_age_starts_and_the_command_gets_the_one_key()
    {
        await CreateAsync();
        Wrapper();

        var opened = await OpenAsync(["--confirm", "local", "--key", "DB_PASSWORD"], "printf '%s.%s.%s' \"$DB_PASSWORD\" \"${API_TOKEN-none}\" \"$(env | grep -c SOPS)\"; exit 7");

        Assert.Equal((7, "***.none.0"), (opened.ExitCode, opened.Output));
        Assert.Contains("hyops secrets rotate --env local DB_PASSWORD", opened.Error, StringComparison.Ordinal);
        var seen = JsonNode.Parse(System.IO.File.ReadAllText(world.Folder.At("seen.json")))!;
        Assert.Equal("INC-4711: the vault is gone", (string?)seen["overrides"]![0]!["reason"]);
        Assert.Equal((File, Runbook, 64), ((string?)seen["break_glass"]!["file"], (string?)seen["break_glass"]!["runbook"], ((string?)seen["break_glass"]!["runbook_sha256"])!.Length));
        Assert.Null(seen["exit_code"]);
        var record = new RunStore(world.Folder.At("home/.hybridops/envs/local/logs")).List()[0];
        Assert.Equal((7, "DB_PASSWORD", "break-glass"), (record.Record!.ExitCode, record.Record.Secrets.Single().Name, record.Record.Secrets.Single().Source));
        Assert.Equal(0, (await CallAsync("", "runs", "verify", record.Id.Value)).ExitCode);
        Assert.DoesNotContain(Directory.EnumerateFiles(Logs, "*", SearchOption.AllDirectories), file => System.IO.File.ReadAllText(file).Contains(Canary, StringComparison.Ordinal));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(2, "opened under its runbook only", "--key DB_PASSWORD --confirm local")]
    [InlineData(2, "opened under its runbook only", "--key DB_PASSWORD --confirm local --runbook docs/runbooks/break-glass.md --reason \u00a0")]
    [InlineData(13, "what allows to open docs/secrets/secrets.dr.enc.yaml is docs/runbooks/break-glass.md", "--key DB_PASSWORD --confirm local --runbook README.md --reason why")]
    [InlineData(13, "there is no terminal to ask at", "--key DB_PASSWORD --runbook docs/runbooks/break-glass.md --reason why")]
    [InlineData(13, "--confirm names prod", "--key DB_PASSWORD --confirm prod --runbook docs/runbooks/break-glass.md --reason why")]
    [InlineData(2, "no key is asked for", "--confirm local --runbook docs/runbooks/break-glass.md --reason why")]
    [InlineData(2, "no such key: OTHER", "--key OTHER --confirm local --runbook docs/runbooks/break-glass.md --reason why")]
    public async Task Opening_without_its_occasion_is_refused_and_nothing_is_decrypted(int exitCode, string text, string options)
    {
        await CreateAsync();
        Wrapper();

        var refused = await CallAsync("", ["breakglass", "open", .. options.Split(' '), "--", "true"]);

        Assert.Equal(exitCode, refused.ExitCode);
        Assert.Contains(text, refused.Error, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(world.Folder.At("started")));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_key_that_the_environment_names_no_more_is_not_opened_though_the_file_has_it()
    {
        await CreateAsync();
        Wrapper();
        var environment = world.Folder.At("inventories/local/environment.yml");
        System.IO.File.WriteAllText(environment, System.IO.File.ReadAllText(environment).Replace("[DB_PASSWORD, API_TOKEN]", "[DB_PASSWORD]", StringComparison.Ordinal));

        var refused = await OpenAsync(["--confirm", "local", "--key", "API_TOKEN"], "true");

        Assert.Equal(13, refused.ExitCode);
        Assert.Contains("API_TOKEN: not of the minimal set", refused.Error, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(world.Folder.At("started")));
    }

    [Fact(Timeout = 120_000)]
    public async Task At_a_terminal_the_name_is_typed_and_another_word_opens_nothing()
    {
        await CreateAsync();
        Wrapper();

        var refused = await OpenAtTerminalAsync(new ScriptedPrompt("yes"));
        var started = System.IO.File.Exists(world.Folder.At("started"));
        var opened = await OpenAtTerminalAsync(new ScriptedPrompt(" local "));
        System.IO.File.Delete(world.Folder.At(Runbook));
        var without = await OpenAtTerminalAsync(new ScriptedPrompt("local"));

        Assert.Equal((13, false), (refused.ExitCode, started));
        Assert.True(opened.ExitCode == 0, opened.Error);
        Assert.Equal(13, without.ExitCode);
        Assert.Contains("is not there", without.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_file_that_does_not_open_leaves_a_record_that_says_so()
    {
        await CreateAsync();
        await CallAsync("", "breakglass", "rotate", "--age", new AgeKey(world.Folder.At("other/keys.txt")).Recipient);

        var shut = await OpenAsync(["--confirm", "local", "--key", "DB_PASSWORD"], "true");

        Assert.Equal(21, shut.ExitCode);
        var record = new RunStore(world.Folder.At("home/.hybridops/envs/local/logs")).List()[0].Record!;
        Assert.Equal(21, record.ExitCode);
        Assert.Contains("is none of its recipients", record.Error!.Message, StringComparison.Ordinal);
        Assert.Empty(record.Secrets);
    }

    private static IEnumerable<string> Outcomes(Called called) => called.Json["keys"]!.AsArray().Select(one => $"{one!["key"]} {one["outcome"]}");

    private async Task CreateAsync()
    {
        await CallAsync("", "secrets", "set", $"DB_PASSWORD={Canary}-one", $"API_TOKEN={Canary}-two");
        var created = await CallAsync("", "breakglass", "create", "--age", key.Recipient);
        Assert.True(created.ExitCode == 0, created.Error);
    }

    // Whoever decrypts must find the record there: the wrapper keeps what it saw.
    private void Wrapper() => world.Folder.WriteScript(
        "tools/age", $"touch '{world.Folder.At("started")}'; cp '{Logs}'/*/record.json '{world.Folder.At("seen.json")}' 2>/dev/null; PATH=/usr/local/bin:/usr/bin:/bin exec age \"$@\"");

    private Task<Called> OpenAsync(string[] options, string script) =>
        CallAsync("", ["breakglass", "open", .. options, "--runbook", Runbook, "--reason", "INC-4711: the vault is gone", "--", "sh", "-c", script]);

    private Task<Called> OpenAtTerminalAsync(IPrompt prompt) =>
        CallAsync(prompt, "breakglass", "open", "--key", "DB_PASSWORD", "--runbook", world.Folder.At(Runbook), "--reason", "why", "--", "true");

    private Task<Called> CallAsync(string input, params string[] args) => Called.InAsync(world, Surroundings(input), args);

    private Task<Called> CallAsync(IPrompt prompt, params string[] args) =>
        Surroundings("") is var surroundings ? Called.InAsync(world, surroundings with { Terminal = surroundings.Terminal with { Prompt = prompt } }, args) : throw new InvalidOperationException();

    private Surroundings Surroundings(string input) => world.Surroundings(
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["SOPS_AGE_KEY_FILE"] = key.FilePath, ["PATH"] = $"{world.Folder.At("tools")}:/usr/local/bin:/usr/bin:/bin" }, input);
}
