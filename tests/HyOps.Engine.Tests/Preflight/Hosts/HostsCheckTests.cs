using System.Net;
using System.Net.Sockets;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;
using HyOps.Core.Problems;
using HyOps.Engine.Preflight.Hosts;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Preflight.Hosts;

public sealed class HostsCheckTests : IDisposable
{
    private readonly TempFolder folder = new("hosts");
    private readonly List<TcpListener> servers = [];

    public void Dispose()
    {
        servers.ForEach(server => server.Dispose());
        folder.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task Hosts_that_greet_as_SSH_servers_are_there_and_nobody_logs_in()
    {
        var port = Serve("banner line of a gateway\r\nSSH-2.0-OpenSSH_9.2\r\n");

        var result = await LookAsync($"all: {{ hosts: {{ a: {{ ansible_host: 127.0.0.1, ansible_port: {port} }}, b: {{ ansible_connection: local }}, c: {{ ansible_connection: winrm }} }} }}");

        Assert.Equal(CheckResult.Ok("1 of 1 answer by SSH, 1 local; c not checked: it is reached by winrm"), result);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(ExecutionPlane.WorkstationDirect, CheckStatus.Failed)]
    [InlineData(ExecutionPlane.RunnerLocal, CheckStatus.Warning)]
    public async Task All_hosts_that_do_not_are_named_at_once(ExecutionPlane plane, CheckStatus status)
    {
        var (other, closed) = (Serve("HTTP/1.1 400 Bad Request\r\n\r\n", ends: true), ClosedPort());

        var result = await LookAsync($"all: {{ hosts: {{ a: {{ ansible_host: 127.0.0.1, ansible_port: {other} }}, b: {{ ansible_host: 127.0.0.1, ansible_port: {closed} }}, c.invalid: }} }}", plane);

        Assert.Equal(status, result.Status);
        Assert.Equal($"a (127.0.0.1:{other}): what answers is no SSH server; b (127.0.0.1:{closed}): the connection is refused; c.invalid (c.invalid:22): its name has no address", result.Detail);
        Assert.Contains($"ssh -v -p {other} 127.0.0.1 exit", result.Fix, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_host_with_SSH_arguments_that_are_a_template_is_asked_and_its_silence_is_no_failure()
    {
        var (port, closed) = (Serve("SSH-2.0-OpenSSH_9.2\r\n"), ClosedPort());

        var result = await LookAsync($"all: {{ vars: {{ ansible_host: 127.0.0.1, ansible_ssh_args: \"-F '{{{{ ssh }}}}/config'\" }}, hosts: {{ a: {{ ansible_port: {port} }}, b: {{ ansible_port: {closed} }} }} }}");

        Assert.Equal(
            CheckResult.Ok("1 of 1 answer by SSH; b not checked: the connection is refused here, and its SSH arguments are a template that only Ansible can fill in"),
            result);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_inventory_of_this_machine_alone_opens_no_connection() =>
        Assert.Equal(CheckResult.NotApplicable("no host is reached by SSH: 1 local"), await LookAsync("app: { hosts: { localhost: { ansible_connection: local } } }"));

    [Fact(Timeout = 60_000)]
    public async Task Without_an_inventory_it_fails()
    {
        var result = await new HostsCheck(EnvironmentOf(ExecutionPlane.WorkstationDirect)).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(CheckStatus.Failed, result.Status);
    }

    private Task<CheckResult> LookAsync(string inventory, ExecutionPlane plane = ExecutionPlane.WorkstationDirect)
    {
        folder.Write("hosts.yml", inventory);
        return new HostsCheck(EnvironmentOf(plane)).RunAsync(TestContext.Current.CancellationToken);
    }

    private EnvironmentDefinition EnvironmentOf(ExecutionPlane plane) => new()
    {
        Name = EnvironmentName.Parse("drill"), Location = new SourceLocation("environment.yml"), Directory = folder.FullPath, Tier = Tier.Nonprod, ExecutionPlane = plane,
    };

    private int Serve(string greeting, bool ends = false)
    {
        var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        servers.Add(server);
        _ = GreetAsync(server, greeting, ends);
        return ((IPEndPoint)server.LocalEndpoint).Port;
    }

    private static async Task GreetAsync(TcpListener server, string greeting, bool ends)
    {
        try
        {
            using var client = await server.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(greeting));
            if (!ends)
            {
                // Who logs in would say something.
                Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]));
            }
        }
        catch (Exception ended) when (ended is SocketException or IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static int ClosedPort()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        return ((IPEndPoint)server.LocalEndpoint).Port;
    }
}
