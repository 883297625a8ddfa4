using HyOps.Core.Commands;
using HyOps.Core.Secrets;
using HyOps.Drivers.Tests.Processes;
using HyOps.Testing;

namespace HyOps.Drivers.Tests.Modules;

/// <summary>What the programs of the drill's platform refuse, before they reach any host.</summary>
public sealed class DrillScriptsTests : IDisposable
{
    private readonly TempFolder folder = new("drill");

    public void Dispose() => folder.Dispose();

    [Theory(Timeout = 60_000)]
    [InlineData("record_name '' is no name", "", "10.0.0.1")]
    [InlineData("record_name '' is no name", "..", "10.0.0.1")]
    [InlineData("record_name db. is not in the zone", "db", "10.0.0.1")]
    [InlineData("record_name db.zone.example.org. is not in the zone zone.example.", "db.zone.example.org.", "10.0.0.1")]
    [InlineData("record_target '' is no IPv4 address", "db.zone.example.", "")]
    [InlineData("record_target 'absent' is no IPv4 address", "db.zone.example.", "absent")]
    [InlineData("record_target '10.0.0' is no IPv4 address", "db.zone.example.", "10.0.0")]
    public async Task A_name_or_an_address_that_is_empty_or_wrong_is_never_a_wish_to_have_nothing(string refusal, string name, string target)
    {
        var set = await RunAsync("modules/platform/onprem/dns-record/ansible/files/record.py", "set", "127.0.0.1", "zone.example", "key", "TSIG", name, target, "5");

        Assert.Equal((1, ""), (set.Code, set.Output));
        Assert.StartsWith("record.py: " + refusal, set.Error, StringComparison.Ordinal);
        Assert.EndsWith("nothing was changed\n", set.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_port_that_is_none_is_refused()
    {
        var set = await RunAsync("modules/platform/onprem/dns-record/ansible/files/record.py", "set", "127.0.0.1:dns", "zone.example", "key", "TSIG", "db.zone.example.", "10.0.0.1", "5");

        Assert.Equal((1, "", "record.py: dns_port 'dns' is no port; nothing was changed\n"), set);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("site_name 'a-name-too-long'", "a-name-too-long", "10.0.1.10", "")]
    [InlineData("site_network 10.0.0.0/16: not the network of db", "site", "10.1.1.10", "")]
    [InlineData("site_apart: 'A B' of the hosts db", "site", "10.0.1.10", "\"db other\"")]
    [InlineData("site_apart: 'A B' of the hosts db", "site", "10.0.1.10", "\"db\"")]
    public async Task A_site_that_cannot_be_is_refused_before_anything_is_touched(string refusal, string name, string address, string apart)
    {
        var refused = await RunAsync(HostsScript, "down", Site(name, address, apart));

        Assert.Equal((1, ""), (refused.Code, refused.Output));
        Assert.StartsWith("hosts.py: " + refusal, refused.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.FullPath));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_directory_that_is_no_site_is_not_removed()
    {
        var mine = folder.Write("disks/mine", "data");

        var removed = await RunAsync(HostsScript, "down", Site("hy-test", "10.0.1.10", ""));

        Assert.Equal(1, removed.Code);
        Assert.True(File.Exists(mine));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("primary-is-down")]
    [InlineData("is-promoted", "replica")]
    [InlineData("is-no-primary", "replica")]
    [InlineData("replica-lag", "replica", "5")]
    [InlineData("replica-age", "replica")]
    [InlineData("follows", "replica", "primary", "5")]
    [InlineData("rows-arrive")]
    [InlineData("is-clean")]
    public async Task A_probe_that_breaks_tells_neither_yes_nor_no(params string[] probe)
    {
        // No runtime root, so no way to any host.
        var asked = await RunAsync("inventories/drill/probes/" + probe[0], probe[1..]);

        Assert.Equal((2, ""), (asked.Code, asked.Output));
        Assert.StartsWith(probe[0] + ": ", asked.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("0", "a standby that has all, however long nothing was written", "t t 0 0 3.4 86400")]
    [InlineData("0.75", "one that lacks some of what its primary has", "t t 0 4096 0.1 0.75")]
    [InlineData("0.75", "one that has not replayed all that it received", "t t 96 0 0.1 0.75")]
    [InlineData("4.5", "one whose primary does not answer any more", "t t 0 0 4.5 86400")]
    [InlineData("12.25", "one whose receiver has given up", "t f 0 null null 12.25")]
    [InlineData("0", "one whose primary's clock is ahead", "t f 0 null null -2")]
    [InlineData(null, "one that never heard of a primary", "t f null null null null")]
    [InlineData(null, "one that was promoted", "f f null null null 1")]
    public async Task A_standby_tells_its_age_alone(string? age, string standby, string facts)
    {
        // What the standby says, in place of the way to it.
        var said = facts.Replace("t", "true", StringComparison.Ordinal).Replace("f", "false", StringComparison.Ordinal).Split(' ');
        folder.WriteScript("bin/ssh", $$"""
            case "$*" in *pg_isready*) exit 0;; esac
            echo '{"standby": {{said[0]}}, "streaming": {{said[1]}}, "unreplayed": {{said[2]}}, "unreceived": {{said[3]}}, "message": {{said[4]}}, "transaction": {{said[5]}}, "silence": 3.5}'
            """);

        var asked = await RunAsync("inventories/drill/probes/replica-age", "replica");

        Assert.True(asked.Code == (age is null ? 2 : 0), $"{standby}: {asked}");
        Assert.Equal(age is null ? "" : $"age_s={age}", asked.Output.Split('\n')[0]);
    }

    private const string HostsScript = "modules/core/local/site/ansible/files/hosts.py";

    private string Site(string name, string address, string apart) =>
        $$"""
        {"name": "{{name}}", "network": "10.0.0.0/16", "directory": "{{folder.At("disks")}}", "ssh": "{{folder.At("ssh")}}", "apart": [{{apart}}],
         "dns_address": "", "domain": "", "hosts": { "db": "{{address}}" } }
        """;

    private async Task<(int Code, string Output, string Error)> RunAsync(string script, params string[] arguments)
    {
        var fixture = new RunnerFixture();
        var result = await fixture.RunAsync(new Command
        {
            Program = "/usr/bin/python3",
            Arguments = ["-B", Path.Combine(RepositoryRoot.FullPath, script), .. arguments],
            WorkingDirectory = folder.FullPath,
            Environment = ChildEnvironment.Empty.With("PATH", folder.At("bin") + ":/usr/sbin:/usr/bin:/sbin:/bin").With("HYOPS_RUNTIME_ROOT", Directory.Exists(folder.At("bin")) ? folder.FullPath : "").With("LC_ALL", "C.UTF-8").With("TSIG", SecretValue.From("QUJDREVGR0hJSktMTU5PUA==")),
        });
        return (result.ExitCode, fixture.Output.Output, fixture.Output.Error);
    }
}
