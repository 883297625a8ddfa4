using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Ansible;
using HyOps.Drivers.Terraform;
using HyOps.Drivers.Tests.Steps;
using HyOps.Testing;
using HyOps.Testing.TerraformBackends;

namespace HyOps.Drivers.Tests.Retries;

/// <summary>Which failures of the real tools are tried again. The clock stands still but for the waits.</summary>
public sealed class RetryTests : IDisposable
{
    private static readonly Version TerraformVersion = new(1, 11, 4);
    private readonly StepBench bench = new() { Clock = new SteppedClock() };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => bench.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_backend_that_comes_back_costs_a_wait()
    {
        await using var server = await HttpStateServer.StartAsync();
        var failures = 2;
        server.RefuseRead = _ => Interlocked.Decrement(ref failures) >= 0 ? 503 : null;
        bench.Stack("main.tf", Stack(server, "state"));

        var outcome = await RunTerraformAsync();

        Assert.Equal((StepOutcome.Changed, null), (outcome.Outcome, outcome.Failure));
        Assert.Equal(2, bench.Reports.Count(report => report.Contains("trying again", StringComparison.Ordinal)));
        Assert.Contains("init: the backend failed; trying again in 2 s (2 of 3)", bench.Reports);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_backend_that_stays_away_is_told_after_three_tries()
    {
        await using var server = await HttpStateServer.StartAsync();
        server.RefuseRead = _ => 503;
        bench.Stack("main.tf", Stack(server, "state"));

        var outcome = await RunTerraformAsync();

        Assert.Equal(StepOutcome.Failed, outcome.Outcome);
        Assert.Equal(3, outcome.Commands.Count(command => command.Contains(" init ", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_apply_is_never_tried_again()
    {
        await using var server = await HttpStateServer.StartAsync();
        server.RefuseWrite = _ => 503;
        bench.Stack("main.tf", Stack(server, "state"));

        var outcome = await RunTerraformAsync();

        Assert.NotEqual(StepOutcome.Changed, outcome.Outcome);
        Assert.Single(outcome.Commands, command => command.Contains(" apply ", StringComparison.Ordinal));
        Assert.DoesNotContain(bench.Reports, report => report.Contains("trying again", StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_mistake_is_not_tried_again()
    {
        bench.Stack("main.tf", "resource \"terraform_data\" \"a\" { input = local.missing }\n");

        var outcome = await RunTerraformAsync();

        Assert.Equal(StepOutcome.Failed, outcome.Outcome);
        Assert.Single(outcome.Commands, command => command.Contains(" plan ", StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_host_that_refuses_connections_is_tried_three_times()
    {
        Inventory(FreePort());

        var outcome = await RunAnsibleAsync("  gather_facts: false\n  tasks: [{ ansible.builtin.ping: }]\n");

        Assert.Equal(StepOutcome.Unreachable, outcome.Outcome);
        Assert.Equal(3, outcome.Commands.Count);
        Assert.Contains("ansible-playbook: the connection was refused; trying again in 8 s (3 of 3)", bench.Reports);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_play_that_did_something_before_is_not_run_again()
    {
        Inventory(FreePort());

        var outcome = await RunAnsibleAsync(
            "  gather_facts: false\n  tasks:\n    - { ansible.builtin.command: \"true\", delegate_to: localhost, vars: { ansible_connection: local } }\n    - { ansible.builtin.ping: }\n");

        Assert.Equal(StepOutcome.Unreachable, outcome.Outcome);
        Assert.Single(outcome.Commands);
    }

    // Terraform's own tries are off, so that ours are seen.
    private static string Stack(HttpStateServer server, string state) =>
        server.Backend(state).Replace("retry_wait_min", "retry_max = 0\n    retry_wait_min", StringComparison.Ordinal) + "\nresource \"terraform_data\" \"a\" {}\n";

    private Task<Core.Drivers.DriverOutcome> RunTerraformAsync() => bench.RunAsync(new TerraformDriver(bench.Runner), TerraformVersion, Cancel);

    private Task<Core.Drivers.DriverOutcome> RunAnsibleAsync(string play)
    {
        bench.Stack("playbook.yml", $"- name: Reach\n  hosts: all\n{play}");
        return bench.RunAsync(new AnsibleDriver(bench.Runner), new Version(2, 14, 18), Cancel);
    }

    private void Inventory(int port) => bench.Folder.Write(
        "inventory/hosts.yml", string.Create(CultureInfo.InvariantCulture, $"all:\n  hosts:\n    away: {{ ansible_host: 127.0.0.1, ansible_port: {port} }}\n"));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
