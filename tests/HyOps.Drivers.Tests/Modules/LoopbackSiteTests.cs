using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HyOps.Core.Commands;
using HyOps.Drivers.Tests.Processes;
using HyOps.Testing;

namespace HyOps.Drivers.Tests.Modules;

/// <summary>Hosts on loopback addresses, which need no root: what they are told, and that all that came of one ends with it.</summary>
public sealed class LoopbackSiteTests : IAsyncLifetime
{
    private const string Script = "modules/core/local/site/ansible/files/hosts.py";
    private readonly TempFolder folder = new("loopback");

    // Of this test program, as its addresses are everybody's: 127.20.1.10 … 127.219.1.10.
    private readonly int network = 20 + (Environment.ProcessId % 200);

    // Servers are told it, so it has no spaces, as the folder of a test has.
    private string Disks => Path.Combine(Path.GetTempPath(), $"hyops-lo{network}");

    private string Address => $"127.{network}.1.10";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await RunAsync("down");
        folder.Dispose();
    }

    [Theory(Timeout = 60_000)]
    [InlineData("vm", "hosts.py: site_mode 'vm': auto, namespaces or loopback\n")]
    [InlineData("namespaces", "hosts.py: site_mode namespaces: a site stands here as loopback; remove it first\n")]
    public async Task A_kind_that_cannot_be_is_refused_before_anything_is_touched(string mode, string refusal)
    {
        folder.Write("ssh/site.json", """{ "mode": "loopback", "why": "it was" }""");

        Assert.Equal((1, "", refusal), await RunAsync("up", mode));
        Assert.False(Directory.Exists(Disks));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("/tmp/hyops of two")]
    [InlineData("hyops")]
    public async Task A_directory_that_no_server_can_be_told_is_refused(string disks)
    {
        var up = await RunAsync("up", disks: disks);

        Assert.Equal((1, ""), (up.Code, up.Output));
        Assert.StartsWith($"hosts.py: site_directory '{disks}': a whole path", up.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(Path.Combine(folder.FullPath, disks)));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_address_that_another_serves_is_not_taken()
    {
        using var other = new TcpListener(IPAddress.Parse(Address), 2222);
        other.Start();

        var up = await RunAsync("up");

        Assert.Equal(1, up.Code);
        Assert.StartsWith($"hosts.py: {Address}:2222 is taken", up.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_came_of_a_host_is_the_hosts_and_ends_with_it()
    {
        await UpAsync();
        Assert.Equal((0, "", ""), await RunAsync("up"));
        var daemon = await DaemonAsync("env -i sleep 600");

        Assert.Equal((0, false), ((await RunAsync("down")).Code, Runs(daemon)));
        Assert.False(Path.Exists(Disks));
        Assert.False(Path.Exists(folder.At("ssh")));
        Assert.Empty(Directory.GetDirectories("/dev/shm", $"lo{network}-*"));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_outlived_the_hosts_server_ends_before_it_starts_anew()
    {
        await UpAsync();
        var daemon = await DaemonAsync("sleep 600");
        var server = int.Parse((await OnHostAsync($"awk '/^PPid/ {{ print $2 }}' /proc/{daemon}/status")).Trim(), CultureInfo.InvariantCulture);
        Assert.Contains("sshd", await File.ReadAllTextAsync($"/proc/{server}/comm", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using (var process = Process.GetProcessById(server))
        {
            process.Kill();
        }

        // It is no child of ours: nobody tells when it has ended.
        while (Runs(server))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.True(Runs(daemon));
        Assert.Equal((0, $"started lo{network}-db\n", ""), await RunAsync("up"));
        Assert.False(Runs(daemon));
    }

    private static bool Runs(int pid) =>
        File.Exists($"/proc/{pid}/stat") && File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Trim()[0] != 'Z';

    private async Task UpAsync()
    {
        var up = await RunAsync("up");
        Assert.Equal((0, ""), (up.Code, up.Error));
    }

    /// <summary>Starts a program on the host that leaves its session and its parent; gives its process.</summary>
    private async Task<int> DaemonAsync(string program) => int.Parse(await OnHostAsync($"setsid {program} >/dev/null 2>&1 </dev/null & echo $!"), CultureInfo.InvariantCulture);

    private async Task<string> OnHostAsync(string command)
    {
        var ssh = folder.At("ssh");
        var result = await RunAsync("/usr/bin/ssh", ["-F", $"{ssh}/ssh_config", "-i", $"{ssh}/id_ed25519", "-o", $"UserKnownHostsFile=\"{ssh}/known_hosts\"", "db", command]);
        Assert.True(result.Code == 0, result.Error);
        return result.Output;
    }

    private Task<(int Code, string Output, string Error)> RunAsync(string verb, string mode = "loopback", string? disks = null) => RunAsync("/usr/bin/python3",
        ["-B", Path.Combine(RepositoryRoot.FullPath, Script), verb,
            $$"""
            {"name": "lo{{network}}", "network": "10.{{network}}.0.0/16", "directory": "{{disks ?? Disks}}", "ssh": "{{folder.At("ssh")}}", "mode": "{{mode}}",
             "apart": [], "dns_address": "", "domain": "", "hosts": { "db": "10.{{network}}.1.10" } }
            """]);

    private async Task<(int Code, string Output, string Error)> RunAsync(string program, string[] arguments)
    {
        var fixture = new RunnerFixture();
        var result = await fixture.RunAsync(new Command
        {
            Program = program,
            Arguments = [.. arguments],
            WorkingDirectory = folder.FullPath,
            Environment = ChildEnvironment.Empty.With("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").With("LC_ALL", "C.UTF-8"),
        });
        return (result.ExitCode, fixture.Output.Output, fixture.Output.Error);
    }
}
