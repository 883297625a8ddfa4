using System.Diagnostics;
using System.Text.Json.Nodes;
using HyOps.Core.Problems;
using HyOps.Engine.Preflight.Hosts;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Preflight.Hosts;

public sealed class InventoryReaderTests : IDisposable
{
    private readonly TempFolder folder = new("inventory");

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task It_sees_what_the_real_ansible_inventory_sees()
    {
        Write();

        var problems = new ProblemList();
        var ours = new InventoryReader(folder.At("inventory")).Read(problems).ToDictionary(host => host.Name, host => host.Variables.Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal).ToList());
        var theirs = await RealAsync();

        Assert.Empty(problems.ToImmutable());
        Assert.Equal(theirs.Keys.Order(), ours.Keys.Order());
        Assert.All(theirs, host => Assert.Equal(host.Value, ours[host.Key]));
    }

    [Fact]
    public void A_host_that_cannot_be_asked_says_why()
    {
        InventoryHost With(string name, string value) => new("h", new Dictionary<string, string> { [name] = value });

        Assert.Null(With("ansible_host", "10.0.0.1").WhyNotLookedAt);
        Assert.Equal("it is reached by winrm", With("ansible_connection", "winrm").WhyNotLookedAt);
        Assert.Equal("it is reached through another host", With("ansible_ssh_common_args", "-o ProxyJump=bastion").WhyNotLookedAt);
        Assert.Equal("its address is a template that only Ansible can fill in", With("ansible_host", "{{ address }}").WhyNotLookedAt);
        Assert.True(With("ansible_connection", "local").IsLocal);
        Assert.Null(With("ansible_ssh_args", "-F '{{ ssh }}/config'").WhyNotLookedAt);
        Assert.Equal("its SSH arguments are a template that only Ansible can fill in", With("ansible_ssh_args", "-F '{{ ssh }}/config'").WhySilenceTellsNothing);
        Assert.Null(With("ansible_ssh_args", "-F config").WhySilenceTellsNothing);
    }

    private void Write()
    {
        folder.Write("inventory/hosts.yml", """
            all:
              vars:
                ansible_port: 2200
                ansible_host: of-all
              hosts:
                alone:
              children:
                web:
                  hosts:
                    web[08:10].example.org:
                    both: { ansible_port: 2299 }
                  vars:
                    ansible_host: of-web
                site:
                  children:
                    web:
                    db:
                      hosts:
                        both:
                        db1:
                          ansible_connection: local
                  vars:
                    ansible_port: 2201
                    ansible_connection: ssh
            """);
        folder.Write("inventory/group_vars/all.yml", "ansible_ssh_common_args: -o ProxyJump=bastion\nother: 1\n");
        folder.Write("inventory/group_vars/db.yml", "ansible_host: of-db-file\n");
        folder.Write("inventory/group_vars/site/a.yml", "ansible_port: 2202\n");
        folder.Write("inventory/host_vars/alone.yml", "ansible_host: 192.0.2.7\n");
    }

    private async Task<Dictionary<string, List<string>>> RealAsync()
    {
        var start = new ProcessStartInfo("ansible-inventory", ["-i", folder.At("inventory", "hosts.yml"), "--list"]) { RedirectStandardOutput = true, WorkingDirectory = folder.FullPath };
        start.Environment["HOME"] = folder.CreateFolder("home");
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return JsonNode.Parse(text)!["_meta"]!["hostvars"]!.AsObject().ToDictionary(
            host => host.Key,
            host => host.Value!.AsObject().Where(variable => variable.Key.StartsWith("ansible_", StringComparison.Ordinal))
                .Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal).ToList());
    }
}
