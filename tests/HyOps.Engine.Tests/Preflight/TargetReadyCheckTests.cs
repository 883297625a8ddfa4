using HyOps.Core.Preflight;

namespace HyOps.Engine.Tests.Preflight;

public sealed class TargetReadyCheckTests : IDisposable
{
    private readonly PreflightBench bench = new();

    public void Dispose() => bench.Dispose();

    private async Task<CheckResult> LookAsync() => Assert.Single((await bench.RunAsync()).Checks, entry => entry.Check == "target-proxmox").Result;

    [Theory(Timeout = 60_000)]
    [InlineData("credentials/proxmox.credentials.tfvars")]
    [InlineData("config/proxmox.conf")]
    public async Task What_changed_after_it_was_verified_makes_it_stale(string file)
    {
        File.SetLastWriteTimeUtc(bench.Folder.At("root", "credentials", "proxmox.credentials.tfvars"), DateTime.UtcNow.AddHours(-1));
        var path = bench.WritePrivate($"root/{file}", "proxmox_node = \"pve\"\n");
        bench.WriteMarker(DateTimeOffset.UtcNow.AddHours(-1));

        var result = await LookAsync();

        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.EndsWith($"changed afterwards: {path}", result.Detail, StringComparison.Ordinal);
        Assert.Equal("verify it again: hyops init proxmox --env drill", result.Fix);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_verification_of_long_ago_is_stale()
    {
        var longAgo = DateTimeOffset.UtcNow.AddDays(-45);
        bench.WriteMarker(longAgo);
        File.SetLastWriteTimeUtc(bench.Folder.At("root", "credentials", "proxmox.credentials.tfvars"), longAgo.UtcDateTime);

        var result = await LookAsync();

        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.EndsWith("45 days ago", result.Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_verification_in_the_future_is_a_matter_of_clocks()
    {
        bench.WriteMarker(DateTimeOffset.UtcNow.AddDays(1));

        Assert.Contains("in the future", (await LookAsync()).Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_marker_that_says_another_status_fails()
    {
        bench.WriteMarker(DateTimeOffset.UtcNow, "failed");

        var result = await LookAsync();

        Assert.Equal(CheckStatus.Failed, result.Status);
        Assert.EndsWith("says 'failed' of 'proxmox'", result.Detail, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_file_that_is_no_marker_fails()
    {
        bench.WritePrivate("root/meta/proxmox.ready.json", "{}");

        Assert.Equal(CheckStatus.Failed, (await LookAsync()).Status);
    }
}
