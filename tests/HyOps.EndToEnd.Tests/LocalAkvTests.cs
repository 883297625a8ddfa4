using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using HyOps.Testing.KeyVault;

namespace HyOps.EndToEnd.Tests;

/// <summary>The steady state with no cloud, as a person starts it: build.sh, with the vault that it brings.</summary>
public sealed class LocalAkvTests : IDisposable
{
    private readonly int port = VaultProject.FreePort();
    private readonly VaultProject project;
    private readonly Operator somebody;

    public LocalAkvTests()
    {
        project = new VaultProject(port);
        somebody = new Operator(project.FullPath);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        somebody.Dispose();
        project.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_newcomer_s_steady_state_is_done_and_a_second_one_finds_it_unchanged()
    {
        var first = await SteadyStateAsync();
        var second = await SteadyStateAsync();

        first.Is(0, $"Azure Key Vault on loopback: https://localhost:{port}/", "APP_DB_PASSWORD is app-db-password of the vault: created", $"2 of 2 keys from azure-key-vault https://localhost:{port}/", "steady-state of local-akv: done");
        second.Is(0, "steady-state of local-akv: unchanged");
        Assert.Empty(Processes.Below(somebody.Home));
        Assert.False(await IsListeningAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Ctrl_C_reaches_the_run_once_and_the_vault_ends_with_it()
    {
        using var run = somebody.StartBuild("--target", "SteadyState", "--env", VaultProject.Environment, "--no-install");
        while (!Directory.Exists(somebody.At("work", VaultProject.Environment)) || !Directory.EnumerateDirectories(somebody.At("work", VaultProject.Environment)).Any())
        {
            await Task.Delay(20, Token);
        }

        await run.SignalAsync(PosixSignal.SIGINT);
        var ended = await Operator.EndAsync(run);

        ended.Is(130, "SIGINT: stopping", "exit    130 (interrupted)");
        Assert.DoesNotContain("again: still stopping", ended.Error, StringComparison.Ordinal);
        Assert.Empty(Processes.Below(somebody.Home));
        Assert.False(await IsListeningAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_port_that_somebody_else_has_is_told()
    {
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();

        var run = await SteadyStateAsync();

        run.Is(20, $"port {port.ToString(CultureInfo.InvariantCulture)} on 127.0.0.1 is taken");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_contract_that_does_not_hold_ends_with_11_as_everywhere()
    {
        project.Replace("tier: local", "tier: nonprod");

        var run = await SteadyStateAsync();

        run.Is(11, "HYO1316", "HYO1407");
    }

    [Theory(Timeout = 60_000)]
    [InlineData("--target", "SteadyState", "--env", "local-akv", "--dryrun")]
    [InlineData("--target", "Validate", "--env", "local-akv")]
    public async Task Looking_starts_no_vault(params string[] arguments)
    {
        var run = await somebody.BuildAsync(arguments);

        run.Is(0);
        Assert.DoesNotContain("Key Vault", run.Error, StringComparison.Ordinal);
    }

    private Task<Ended> SteadyStateAsync() => somebody.BuildAsync("--target", "SteadyState", "--env", VaultProject.Environment, "--no-install");

    private async Task<bool> IsListeningAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
