using System.Collections.Immutable;
using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Core.Runs;
using HyOps.Engine.Init;
using HyOps.Engine.Roots;
using HyOps.Engine.Tests.Phases;

namespace HyOps.Engine.Tests.Init;

/// <summary>Modules with requirements.credentials get what <c>init</c> wrote, and nothing starts without it.</summary>
public sealed class StepCredentialsTests : IDisposable
{
    private const string Token = "target-secret-of-the-test";
    private readonly SmallProject project = new();

    public StepCredentialsTests()
    {
        var spec = project.World.Folder.At("project", "modules", "core", "test", "base", "spec.yml");
        File.WriteAllText(spec, File.ReadAllText(spec).Replace("credentials: []", "credentials: [hetzner, proxmox]", StringComparison.Ordinal));
    }

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task What_is_not_ready_is_refused_whole_before_anything_starts()
    {
        var driver = new ScriptedDriver();
        MakeReady("proxmox", "proxmox_url = \"https://pve\"\n");

        var refusal = await Assert.ThrowsAsync<InitException>(() => project.RunAsync(driver, TestContext.Current.CancellationToken));

        Assert.Equal(ExitCode.InvalidContract, refusal.ExitCode);
        Assert.Contains("hetzner.ready.json does not exist", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("hyops init hetzner --env local", refusal.NextStep);
        Assert.Empty(driver.Requests);
    }

    [Fact]
    public async Task Credentials_without_a_marker_or_readable_by_others_are_refused()
    {
        var driver = new ScriptedDriver();
        MakeReady("proxmox", "proxmox_url = \"https://pve\"\n");
        MakeReady("hetzner", "hcloud_token = \"x\"\n");
        File.SetUnixFileMode(Paths("hetzner").Credentials, FileModes.PrivateFile | UnixFileMode.GroupRead);
        File.Delete(Paths("proxmox").Marker);

        await Assert.ThrowsAnyAsync<HyOpsException>(() => project.RunAsync(driver, TestContext.Current.CancellationToken));

        Assert.Empty(driver.Requests);
    }

    [Fact]
    public async Task Each_step_is_given_the_targets_of_its_own_contract_and_the_record_names_them()
    {
        var driver = new ScriptedDriver((request, _) => Task.FromResult(ScriptedDriver.Changed with { Outputs = new() { ["address"] = "10.0.0.7" }, Summary = request.Mask($"with {Token}") }));
        MakeReady("hetzner", $"hcloud_token = \"{Token}\"\nlocation = \"fsn1\"\n");
        MakeReady("proxmox", "proxmox_url = \"https://pve\"\nproxmox_token_secret = \"another-of-the-test\"\n");

        await project.RunAsync(driver, TestContext.Current.CancellationToken);

        var record = project.LastRun.Record!;
        Assert.Equal(["hcloud_token", "location", "proxmox_url", "proxmox_token_secret"], driver.Requests[0].Credentials.Select(one => one.Name));
        Assert.Equal(["HCLOUD_TOKEN"], driver.Requests[0].Credentials[0].Variables);
        Assert.Equal([true, false, false, true], driver.Requests[0].Credentials.Select(one => one.IsSecret));
        Assert.Empty(driver.Requests[1].Credentials);
        Assert.Equal(["init hetzner", "init proxmox"], record.Secrets.Where(secret => secret.Source.StartsWith("init", StringComparison.Ordinal)).Select(secret => secret.Source));
        Assert.DoesNotContain(Token, File.ReadAllText(Path.Combine(project.LastRun.Directory, "record.json")), StringComparison.Ordinal);
        Assert.Equal("with ***", record.Steps[0].Summary);
    }

    private TargetPaths Paths(string target) => TargetPaths.In(new RuntimeRoot(project.Root), target);

    private void MakeReady(string target, string tfvars)
    {
        var paths = Paths(target);
        var none = ImmutableSortedDictionary<string, string>.Empty;
        PrivateDirectory.Create(Path.GetDirectoryName(paths.Credentials)!);
        PrivateDirectory.Create(Path.GetDirectoryName(paths.Marker)!);
        AtomicFile.Write(paths.Credentials, tfvars);
        AtomicFile.Write(paths.Marker, new ReadinessMarker { Target = target, RunId = RunId.Create("init", TimeProvider.System), GeneratedAt = DateTimeOffset.UtcNow, Paths = none, Context = none }.ToJson());
    }
}
