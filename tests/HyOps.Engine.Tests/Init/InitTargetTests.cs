using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Engine.Init;
using HyOps.Engine.Init.Providers;
using HyOps.Testing;
using HyOps.Testing.Providers;

namespace HyOps.Engine.Tests.Init;

public sealed class InitTargetTests
{
    private const string Token = "tok-0123456789-of-the-test";

    [Fact]
    public async Task The_first_call_writes_a_template_without_secrets_and_asks_nobody()
    {
        await using var world = new InitWorld { Prompt = new ScriptedPrompt("x") };

        var result = await world.RunAsync("proxmox");

        Assert.Equal(ExitCode.TemplateWritten, result.ExitCode);
        Assert.Equal(["config/proxmox.conf"], world.Files().Keys);
        Assert.Equal(FileModes.PrivateFile, File.GetUnixFileMode(world.PathsOf("proxmox").Config));
        Golden.Matches("proxmox.conf", File.ReadAllText(world.PathsOf("proxmox").Config));
    }

    [Theory]
    [InlineData("proxmox")]
    [InlineData("azure")]
    [InlineData("gcp")]
    [InlineData("aws")]
    [InlineData("hetzner")]
    [InlineData("hashicorp-vault")]
    public async Task Every_targets_template_is_read_back_and_what_lacks_is_told_at_once(string target)
    {
        await using var world = new InitWorld();
        await world.RunAsync(target);

        var result = await world.RunAsync(target);

        Assert.Equal(InitOutcome.Incomplete, result.Outcome);
        Assert.All(result.Fields.Where(one => one.Problem is not null), one => Assert.Equal("is missing", one.Problem));
        Assert.Contains(result.Fields, one => one is { IsSecret: true, Problem: "is missing", Fix: not null });
        Assert.Single(world.Files());
    }

    [Fact]
    public async Task A_missing_secret_alone_is_a_secrets_failure_and_a_bad_value_a_bad_config()
    {
        await using var world = new InitWorld();
        await world.RunAsync("hetzner");

        var missing = await world.RunAsync("hetzner");
        var bad = await world.RunAsync("hetzner", ("location", "FSN 1"));

        Assert.Equal(ExitCode.SecretsFailed, missing.ExitCode);
        Assert.Equal(ExitCode.InvalidContract, bad.ExitCode);
    }

    [Fact]
    public async Task Config_variable_and_provider_make_a_target_ready_marker_last()
    {
        await using var world = await HetznerAsync();
        await world.RunAsync("hetzner");
        world.SetVariable("HCLOUD_TOKEN", Token);

        var result = await world.RunAsync("hetzner");

        var paths = world.PathsOf("hetzner");
        var marker = ReadinessMarker.Read(paths.Marker)!;
        Assert.Equal((InitOutcome.Ready, CredentialsChange.Created), (result.Outcome, result.Credentials));
        Assert.Equal([new("hcloud_token", Token), new("location", "fsn1")], TfvarsReader.Read("x", File.ReadAllText(paths.Credentials)));
        Assert.Equal(FileModes.PrivateFile, File.GetUnixFileMode(paths.Credentials));
        Assert.Equal((result.RunId, "drill", "fsn1"), (marker.RunId, marker.Context["environment"], marker.Context["location"]));
        Assert.Equal(paths.Credentials, marker.Paths["credentials"]);
        Assert.DoesNotContain(Token, File.ReadAllText(paths.Marker) + File.ReadAllText(paths.Config), StringComparison.Ordinal);
        Assert.Contains(result.RunId.Value, world.Server!.Requests.Single().Header("user-agent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bundle_gives_secrets_where_no_variable_does_and_the_source_is_told()
    {
        await using var world = await HetznerAsync();
        await world.SetInBundleAsync("HCLOUD_TOKEN", Token);
        await world.RunAsync("hetzner");

        var result = await world.RunAsync("hetzner");

        Assert.Equal(["bundle", "config"], result.Fields.Select(one => one.Source));
        Assert.Equal(InitOutcome.Ready, result.Outcome);
    }

    [Fact]
    public async Task Settings_on_the_first_call_need_no_editing_and_are_kept_in_the_config()
    {
        await using var world = await HetznerAsync();
        world.SetVariable("HCLOUD_TOKEN", Token);

        var result = await world.RunAsync("hetzner", ("location", "nbg1"));

        Assert.Equal(InitOutcome.Ready, result.Outcome);
        Assert.Contains("\nlocation=nbg1\n", File.ReadAllText(world.PathsOf("hetzner").Config), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_asked_for_what_lacks_and_answers_that_are_no_secret_are_kept()
    {
        var prompt = new ScriptedPrompt("https://localhost:1", "bad id", "hyops@pve!automation", "pve-secret-of-the-test", "pve");
        await using var world = await ProxmoxAsync();
        await world.RunAsync("proxmox");
        world.Prompt = prompt;

        var result = await world.RunAsync("proxmox");

        Assert.Equal(InitOutcome.Ready, result.Outcome);
        Assert.Contains("is no token id", prompt.Questions[2], StringComparison.Ordinal);
        Assert.Contains("\nproxmox_token_id=hyops@pve!automation\n", File.ReadAllText(world.PathsOf("proxmox").Config), StringComparison.Ordinal);
        Assert.DoesNotContain("pve-secret", File.ReadAllText(world.PathsOf("proxmox").Config), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Non_interactive_asks_nobody()
    {
        await using var world = new InitWorld { Prompt = new ScriptedPrompt(Token) };
        await world.RunAsync("hetzner");

        var result = await world.RunAsync(new InitOptions { Target = "hetzner", NonInteractive = true });

        Assert.Equal(InitOutcome.Incomplete, result.Outcome);
        Assert.Empty(((ScriptedPrompt)world.Prompt).Questions);
    }

    [Fact]
    public async Task A_dry_run_verifies_and_leaves_every_file_as_it_is()
    {
        await using var world = await HetznerAsync();
        world.SetVariable("HCLOUD_TOKEN", Token);
        var dry = new InitOptions { Target = "hetzner", DryRun = true };

        var first = await world.RunAsync(dry);
        var nothing = world.Files();
        await world.RunAsync("hetzner");
        var before = world.Files();
        var second = await world.RunAsync(dry);

        Assert.Equal((ExitCode.TemplateWritten, ExitCode.Ok), (first.ExitCode, second.ExitCode));
        Assert.Empty(nothing);
        Assert.Equal(before, world.Files());
        Assert.Single(world.Server!.Requests);
    }

    [Fact]
    public async Task Credentials_that_differ_are_kept_before_anything_is_asked_until_forced()
    {
        await using var world = await HetznerAsync();
        world.SetVariable("HCLOUD_TOKEN", Token);
        await world.RunAsync("hetzner");
        await world.RunAsync("hetzner");
        var before = world.Files();
        world.SetVariable("HCLOUD_TOKEN", "another-token-of-the-test");

        var refusal = await world.RefusedAsync<InitException>("hetzner");
        var asked = world.Server!.Requests.Count;
        await Assert.ThrowsAsync<ProviderException>(() => world.RunAsync(new InitOptions { Target = "hetzner", Force = true }));

        Assert.Equal(ExitCode.Refused, refusal.ExitCode);
        Assert.Contains("hcloud_token", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("another-token", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((1, 2), (asked, world.Server.Requests.Count));
        Assert.Equal(before.Where(NoLock), world.Files().Where(NoLock));
    }

    [Fact]
    public async Task Force_replaces_and_a_call_without_any_source_renews_the_marker()
    {
        await using var world = await HetznerAsync();
        world.SetVariable("HCLOUD_TOKEN", Token);
        await world.RunAsync("hetzner");
        await world.RunAsync("hetzner");
        var replaced = await world.RunAsync(new InitOptions { Target = "hetzner", Force = true, Settings = InitWorld.Settings(("location", "nbg1")) });
        world.SetVariable("HCLOUD_TOKEN", "");

        var renewed = await world.RunAsync(new InitOptions { Target = "hetzner", Settings = InitWorld.Settings(("location", "nbg1")) });

        Assert.Equal((CredentialsChange.Replaced, CredentialsChange.Unchanged), (replaced.Credentials, renewed.Credentials));
        Assert.Equal(renewed.RunId, ReadinessMarker.Read(world.PathsOf("hetzner").Marker)!.RunId);
    }

    [Fact]
    public async Task Credentials_that_the_provider_refuses_are_not_called_ready_any_more()
    {
        var api = new HetznerApi { Token = Token };
        await using var world = await InitWorld.WithAsync(api.Answer, HetznerApi.Host);
        world.SetVariable("HCLOUD_TOKEN", Token);
        await world.RunAsync("hetzner");
        await world.RunAsync("hetzner");
        api.Token = "replaced-at-the-provider";

        await world.RefusedAsync<ProviderException>("hetzner");

        Assert.False(File.Exists(world.PathsOf("hetzner").Marker));
        Assert.True(File.Exists(world.PathsOf("hetzner").Credentials));
    }

    [Fact]
    public async Task An_outage_leaves_the_marker_as_it_is()
    {
        var api = new HetznerApi { Token = Token };
        await using var world = await InitWorld.WithAsync(api.Answer, HetznerApi.Host);
        world.SetVariable("HCLOUD_TOKEN", Token);
        await world.RunAsync("hetzner");
        await world.RunAsync("hetzner");
        api.Instead = new Reply(503, "");
        var before = world.Files();

        await world.RefusedAsync<ProviderException>("hetzner");

        Assert.Equal(before, world.Files());
    }

    [Fact]
    public async Task Another_directory_takes_all_three()
    {
        await using var world = await HetznerAsync();
        world.SetVariable("HCLOUD_TOKEN", Token);
        var options = new InitOptions { Target = "hetzner", OutDirectory = world.Folder.At("out"), Settings = InitWorld.Settings(("location", "fsn1")) };

        var result = await world.RunAsync(options);

        Assert.Equal(InitOutcome.Ready, result.Outcome);
        Assert.Empty(world.Files());
        Assert.Equal(
            ["config/hetzner.conf", "credentials/hetzner.credentials.tfvars", "credentials/hetzner.credentials.tfvars.lock", "meta/hetzner.ready.json"],
            Directory.EnumerateFiles(world.Folder.At("out"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(world.Folder.At("out"), file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_config_of_the_operators_own_is_read_and_never_written()
    {
        await using var world = await HetznerAsync();
        world.SetVariable("HCLOUD_TOKEN", Token);
        var file = world.Folder.Write("mine.conf", "location = 'nbg1'\r\n");

        var result = await world.RunAsync(new InitOptions { Target = "hetzner", ConfigFile = file });

        Assert.Equal(InitOutcome.Ready, result.Outcome);
        Assert.Equal("location = 'nbg1'\r\n", File.ReadAllText(file));
        Assert.False(File.Exists(world.PathsOf("hetzner").Config));
    }

    [Fact]
    public async Task An_unknown_target_names_the_one_that_is_meant()
    {
        await using var world = new InitWorld();

        var refusal = await world.RefusedAsync<InitException>("hetzer");

        Assert.Equal(ExitCode.OperatorError, refusal.ExitCode);
        Assert.StartsWith("did you mean 'hetzner'?", refusal.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_on_the_command_line_is_refused_unseen()
    {
        await using var world = new InitWorld();

        var refusal = await world.RefusedAsync<InitException>("hetzner", ("hcloud_token", Token), ("locaton", "x"));

        Assert.DoesNotContain(Token, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("HCLOUD_TOKEN", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'location'?", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_left_over_session_token_does_not_join_keys_from_elsewhere()
    {
        await using var world = new InitWorld();
        await world.SetInBundleAsync("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        await world.SetInBundleAsync("AWS_SECRET_ACCESS_KEY", "secret-of-the-test");
        world.SetVariable("AWS_SESSION_TOKEN", "left-over-of-the-test");
        await world.RunAsync("aws");

        var result = await world.RunAsync("aws");

        Assert.Equal(["bundle", "bundle", null], result.Fields.Where(one => one.IsSecret).Select(one => one.Source));
    }

    private static bool NoLock(KeyValuePair<string, string> file) => !file.Key.EndsWith(".lock", StringComparison.Ordinal);

    private static Task<InitWorld> HetznerAsync() => InitWorld.WithAsync(new HetznerApi { Token = Token }.Answer, HetznerApi.Host);

    private static Task<InitWorld> ProxmoxAsync() => InitWorld.WithAsync(new ProxmoxApi { TokenSecret = "pve-secret-of-the-test" }.Answer);
}
