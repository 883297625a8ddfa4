using HyOps.Testing;
using HyOps.Testing.Providers;
using HyOps.Testing.Tls;

namespace HyOps.Cli.Tests;

/// <summary><c>hyops init</c> as a person and a program see it; the provider is on loopback, over TLS.</summary>
public sealed class InitTests
{
    private const string Secret = "pve-secret-of-the-test";

    [Fact]
    public async Task The_whole_way_from_the_template_to_ready()
    {
        using var world = new TestWorld();
        await using var server = await LoopbackServer.StartAsync(new ProxmoxApi { TokenSecret = Secret }.Answer, TestTls.Authority);

        var first = await Called.Async(world, "init", "proxmox", "--env", "drill");
        var second = await Called.Async(world, "init", "proxmox", "--env", "drill");
        var config = world.Folder.At("home/.hybridops/envs/drill/config/proxmox.conf");
        File.WriteAllText(config, File.ReadAllText(config)
            .Replace("proxmox_url=CHANGE_ME", $"proxmox_url={server.Address}", StringComparison.Ordinal)
            .Replace("proxmox_token_id=CHANGE_ME", "proxmox_token_id=hyops@pve!automation", StringComparison.Ordinal)
            .Replace("proxmox_node=CHANGE_ME", "proxmox_node=pve", StringComparison.Ordinal));
        var surroundings = world.Surroundings(new Dictionary<string, string?>(StringComparer.Ordinal) { ["PROXMOX_TOKEN_SECRET"] = Secret });
        var third = await Called.InAsync(world, surroundings, "init", "proxmox", "--env", "drill");

        Assert.Equal((10, 10, 0), (first.ExitCode, second.ExitCode, third.ExitCode));
        Golden.Matches("init.txt", string.Join("\n---\n", [first.Output, second.Output, third.Output])
            .Replace(world.Folder.FullPath, "/world", StringComparison.Ordinal).Replace(server.Address.ToString(), "https://pve:8006/", StringComparison.Ordinal));
        Assert.Empty(first.Error + second.Error + third.Error);
        Assert.DoesNotContain(Secret, first.Output + second.Output + third.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_programs_there_is_one_document_and_no_value_of_a_secret()
    {
        using var world = new TestWorld();
        await using var server = await LoopbackServer.StartAsync(new HashiCorpVaultApi { RootToken = Secret }.Answer, TestTls.Authority);
        var surroundings = world.Surroundings(new Dictionary<string, string?>(StringComparer.Ordinal) { ["VAULT_TOKEN"] = Secret });

        var ready = await Called.InAsync(world, surroundings, "init", "hashicorp-vault", "--env", "drill", "--set", $"vault_addr={server.Address}", "--json");
        var template = await Called.InAsync(world, surroundings, "init", "azure", "--env", "drill", "--json", "--dry-run");

        Assert.True((bool)ready.Json["ok"]!);
        Assert.Equal("ready", (string?)ready.Json["status"]);
        Assert.Equal("created", (string?)ready.Json["credentials"]);
        Assert.Equal("variable VAULT_TOKEN", (string?)ready.Json["fields"]!.AsArray().Single(one => (bool)one!["secret"]!)!["source"]);
        Assert.False((bool)template.Json["ok"]!);
        Assert.Equal(10, template.ExitCode);
        Assert.DoesNotContain(Secret, ready.Output + ready.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warning_about_skipped_certificates_is_said_on_standard_error()
    {
        using var world = new TestWorld();
        using var stranger = new TestCertificateAuthority();
        await using var server = await LoopbackServer.StartAsync(new ProxmoxApi { TokenSecret = Secret }.Answer, stranger);
        var surroundings = world.Surroundings(new Dictionary<string, string?>(StringComparer.Ordinal) { ["PROXMOX_TOKEN_SECRET"] = Secret });

        var called = await Called.InAsync(
            world, surroundings, "init", "proxmox", "--env", "drill", "--set", $"proxmox_url={server.Address}", "--set", "proxmox_token_id=hyops@pve!automation", "--set", "proxmox_node=pve", "--set", "proxmox_skip_tls=true");

        Assert.Equal(0, called.ExitCode);
        Assert.StartsWith("warning: proxmox_skip_tls is true", called.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("init", "hetzer")]
    [InlineData("init")]
    [InlineData("init", "hetzner", "--set", "location")]
    public async Task What_cannot_be_meant_is_an_operators_error(params string[] args)
    {
        using var world = new TestWorld();

        var called = await Called.Async(world, args);

        Assert.Equal(2, called.ExitCode);
        Assert.Empty(called.Output);
    }
}
