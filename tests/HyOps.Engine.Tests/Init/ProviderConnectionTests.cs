using System.Net.Sockets;
using HyOps.Core;
using HyOps.Engine.Init;
using HyOps.Engine.Init.Providers;
using HyOps.Testing.Providers;
using HyOps.Testing.Tls;

namespace HyOps.Engine.Tests.Init;

/// <summary>What goes wrong on the way to a provider, each with its own message.</summary>
public sealed class ProviderConnectionTests
{
    private const string Secret = "provider-secret-of-the-test";

    [Fact]
    public async Task A_name_that_does_not_resolve_is_told_as_such()
    {
        await using var world = World(SocketError.HostNotFound);

        await RefusesAsync(world, "Hetzner Cloud: the name api.hetzner.cloud cannot be resolved", "getent hosts api.hetzner.cloud");
    }

    [Fact]
    public async Task A_refused_connection_is_told_as_such()
    {
        await using var world = World(SocketError.ConnectionRefused);

        await RefusesAsync(world, "Hetzner Cloud: no connection to api.hetzner.cloud", "check address and port");
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused()
    {
        using var stranger = new TestCertificateAuthority();
        await using var server = await LoopbackServer.StartAsync(new HetznerApi { Token = Secret }.Answer, stranger, HetznerApi.Host);
        await using var world = new InitWorld { Connections = server.Connect };

        await RefusesAsync(world, "TLS with api.hetzner.cloud failed", "SSL_CERT_FILE");
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        await using var world = await InitWorld.WithAsync(new HetznerApi { Token = Secret }.Answer, "another.example");

        await RefusesAsync(world, "TLS with api.hetzner.cloud failed", "use the name that the certificate is for");
    }

    [Fact]
    public async Task Only_proxmox_may_skip_the_certificate_and_is_warned()
    {
        using var stranger = new TestCertificateAuthority();
        await using var server = await LoopbackServer.StartAsync(new ProxmoxApi { TokenSecret = Secret }.Answer, stranger);
        await using var world = new InitWorld { Connections = server.Connect };
        world.SetVariable("PROXMOX_TOKEN_SECRET", Secret);
        (string, string)[] settings = [("proxmox_url", "https://localhost"), ("proxmox_token_id", "hyops@pve!automation"), ("proxmox_node", "pve")];

        var refusal = await world.RefusedAsync<ProviderException>("proxmox", settings);
        var result = await world.RunAsync("proxmox", [.. settings, ("proxmox_skip_tls", "true")]);

        Assert.Contains("in a laboratory: proxmox_skip_tls=true", refusal.NextStep, StringComparison.Ordinal);
        Assert.Contains("can read the token", Assert.Single(result.Notices), StringComparison.Ordinal);
        Assert.Contains("proxmox_skip_tls     = true\n", File.ReadAllText(world.PathsOf("proxmox").Credentials), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up()
    {
        await using var world = await InitWorld.WithAsync(new HetznerApi { Token = Secret }.Answer, HetznerApi.Host);
        world.Server!.Before = static (_, aborted) => Task.Delay(Timeout.Infinite, aborted).ContinueWith(static _ => { }, TaskScheduler.Default);

        await RefusesAsync(world, "api.hetzner.cloud did not answer within 0.3 s", "run again", TimeSpan.FromSeconds(0.3));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_credentials()
    {
        var redirect = new Reply(307, "") { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Location"] = "https://elsewhere.example/v1/locations" } };
        await using var world = await InitWorld.WithAsync(new HetznerApi { Token = Secret, Instead = redirect }.Answer, HetznerApi.Host, "elsewhere.example");

        await RefusesAsync(world, "api.hetzner.cloud redirects to elsewhere.example", "write the address");
        Assert.Single(world.Server!.Requests);
    }

    [Theory]
    [InlineData("http://pve:8006", "credentials would cross the network in clear")]
    [InlineData("https://user:pw@pve", "no user")]
    [InlineData("pve:8006", "is no address such as")]
    public void An_address_that_would_leak_is_refused(string address, string problem) => Assert.Contains(problem, FieldForms.HttpsAddress(address), StringComparison.Ordinal);

    [Fact]
    public async Task A_secret_that_a_provider_repeats_is_masked()
    {
        var echo = Reply.Json(500, new { error = new { message = $"cannot use {Secret}" } });
        await using var world = await InitWorld.WithAsync(new HetznerApi { Token = Secret, Instead = echo }.Answer, HetznerApi.Host);

        await RefusesAsync(world, "answered 500: cannot use ***", "trouble of its own");
    }

    private static async Task RefusesAsync(InitWorld world, string message, string fix, TimeSpan? limit = null)
    {
        world.SetVariable("HCLOUD_TOKEN", Secret);
        var options = new InitOptions { Target = "hetzner", Settings = InitWorld.Settings(("location", "fsn1")) };

        var refusal = await Assert.ThrowsAsync<ProviderException>(() => world.RunAsync(limit is null ? options : options with { Timeout = limit.Value }));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(fix, refusal.NextStep, StringComparison.Ordinal);
        Assert.Equal(ExitCode.ToolFailed, refusal.ExitCode);
        Assert.Empty(world.Files());
    }

    private static InitWorld World(SocketError error) => new()
    {
        Connections = () => new SocketsHttpHandler { UseProxy = false, ConnectCallback = (_, _) => throw new SocketException((int)error) },
    };
}
