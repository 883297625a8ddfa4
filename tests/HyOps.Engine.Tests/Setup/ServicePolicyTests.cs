using System.Diagnostics;
using System.Text.RegularExpressions;
using HyOps.Engine.Setup;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Setup;

/// <summary>What apt-get is told to do around dpkg, done for real on a policy of the test's own.</summary>
public sealed partial class ServicePolicyTests : IDisposable
{
    private readonly TempFolder folder = new("policy");

    private string Policy => folder.At("policy-rc.d");

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Services_of_what_is_installed_are_not_started_and_no_others_are_concerned()
    {
        var (before, after) = await HooksAsync();

        Assert.Equal(0, await ShellAsync(before));

        Assert.Equal(101, await AskAsync("start", "installs"));
        Assert.Equal(101, await AskAsync("'(start)'", "installs"));
        Assert.Equal(104, await AskAsync("restart", "installs"));
        Assert.Equal(104, await AskAsync("start", null));
        Assert.Equal(0, await ShellAsync(after));
        Assert.False(File.Exists(Policy));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_policy_that_the_machine_has_stays_as_it_is()
    {
        var (before, after) = await HooksAsync();
        folder.WriteScript("policy-rc.d", "exit 101");
        var own = await File.ReadAllTextAsync(Policy, TestContext.Current.CancellationToken);

        Assert.Equal(0, await ShellAsync(before));
        Assert.Equal(0, await ShellAsync(after));

        Assert.Equal(own, await File.ReadAllTextAsync(Policy, TestContext.Current.CancellationToken));
    }

    private async Task<(string Before, string After)> HooksAsync()
    {
        using var bench = new SetupBench();
        bench.PutManager("apt-get", $"{bench.Installs("age", "1.1.1")}; test \"$HYOPS_SETUP\" = installs");
        var report = await bench.RunAsync(new SetupRequest { Install = true, Only = ["age"] });
        Assert.Empty(report.Troubles);
        var match = Hooks().Match(bench.WholeCalls.Replace("/usr/sbin/policy-rc.d", $"'{Policy}'", StringComparison.Ordinal));
        Assert.True(match.Success, bench.WholeCalls);
        return (match.Groups["before"].Value, match.Groups["after"].Value);
    }

    private Task<int> AskAsync(string action, string? setup) =>
        ShellAsync($"{(setup is null ? "unset HYOPS_SETUP" : $"export HYOPS_SETUP={setup}")}; exec '{Policy}' --quiet postgresql {action} unknown");

    private static async Task<int> ShellAsync(string line)
    {
        using var shell = Process.Start("/bin/sh", ["-c", line]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return shell.ExitCode;
    }

    [GeneratedRegex("-o DPkg::Pre-Invoke::=(?<before>.*) -o DPkg::Post-Invoke::=(?<after>.*?policy-rc.d'?) -o ")]
    private static partial Regex Hooks();
}
