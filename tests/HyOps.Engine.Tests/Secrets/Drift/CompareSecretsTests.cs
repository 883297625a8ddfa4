using HyOps.Core;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;
using HyOps.Engine.Secrets.Drift;
using HyOps.Engine.Secrets.Transfers;
using HyOps.Engine.Tests.Secrets.Transfers;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Secrets.Drift;

public sealed class CompareSecretsTests : IDisposable
{
    private readonly TransferWorld world = new("a,ONE,one\na,TWO,two\na,THREE,three\na,FOUR,four\n");

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Same_different_and_missing_are_told_apart()
    {
        await world.World.SetAsync("ONE=the same", "TWO=one thing", "THREE=only here", "UNMAPPED=x");
        File.SetLastWriteTimeUtc(world.World.Chosen.Root.BundleFile, DateTime.UtcNow.AddHours(1));
        world.Authority.Put("one", "the same");
        world.Authority.Put("two", "another thing");

        var report = await CompareAsync();

        Assert.Equal(
            [("FOUR", DriftState.MissingInBoth), ("ONE", DriftState.Same), ("THREE", DriftState.MissingInAuthority), ("TWO", DriftState.Different)],
            report.Keys.Select(key => (key.Name.Value, key.State)));
        Assert.Equal(1, report.Unmapped);
        Assert.Equal(ExitCode.Refused, report.ExitCode);
        Assert.False(File.Exists(world.Seen.FilePath));
    }

    [Fact]
    public async Task After_both_were_in_step_it_is_told_which_is_older()
    {
        foreach (var name in new[] { "one", "two", "three", "four" })
        {
            world.Authority.Put(name, $"first of {name}");
        }

        await world.SyncAsync();
        world.Authority.Put("one", "rotated");
        await world.World.SetAsync("TWO=changed here");

        var report = await CompareAsync();

        Assert.Equal(DriftState.BundleOlder, StateOf(report, "ONE"));
        Assert.Equal(DriftState.AuthorityOlder, StateOf(report, "TWO"));
        Assert.Equal(DriftState.Same, StateOf(report, "THREE"));
    }

    [Fact]
    public async Task A_version_that_is_younger_than_the_bundle_makes_the_bundle_older()
    {
        await world.World.SetAsync("ONE=before");
        File.SetLastWriteTimeUtc(world.World.Chosen.Root.BundleFile, DateTime.UtcNow.AddHours(-1));
        world.Authority.Put("one", "after");

        Assert.Equal(DriftState.BundleOlder, StateOf(await CompareAsync("ONE"), "ONE"));
    }

    [Fact]
    public async Task No_drift_ends_with_zero_and_what_cannot_be_read_with_twenty_one()
    {
        await world.World.SetAsync("ONE=the same");
        world.Authority.Put("one", "the same");

        Assert.Equal(ExitCode.Ok, (await CompareAsync("ONE")).ExitCode);

        world.Authority.Refusals["one"] = UnreadReason.Forbidden;
        var report = await CompareAsync();
        Assert.Equal(DriftState.Unreadable, StateOf(report, "ONE"));
        Assert.NotNull(report.Keys.Single(key => key.Name.Value == "ONE").Fix);
        Assert.Equal(ExitCode.SecretsFailed, report.ExitCode);
    }

    [Fact]
    public async Task A_break_glass_file_is_compared_and_one_that_does_not_open_is_told()
    {
        await world.World.SetAsync("ONE=the same", "TWO=mine");
        world.Authority.Put("one", "the same");
        world.Authority.Put("two", "the authority's");
        var missing = await CompareAsync(Chosen());
        world.World.Folder.Write("dr.enc.yaml", "sops: {}");

        var shut = await CompareAsync(Chosen(), null, "ONE");
        var read = await CompareAsync(Chosen(), new Glass(TestModules.Bundle(("ONE", "the same"), ("TWO", "mine"))));

        Assert.Equal((new UnreadBreakGlass("dr.enc.yaml is not there", null, false), ExitCode.Refused), (missing.BreakGlassNotRead, missing.ExitCode));
        Assert.Equal((new UnreadBreakGlass("shut", "open it", true), ExitCode.SecretsFailed), (shut.BreakGlassNotRead, shut.ExitCode));
        Assert.Equal(DriftState.Same, StateOf(shut, "ONE"));
        Assert.Null(read.BreakGlassNotRead);
        Assert.Equal([BreakGlassState.NotThere, BreakGlassState.Same, BreakGlassState.NotThere, BreakGlassState.Different], read.Keys.Select(key => key.BreakGlass!.Value));
    }

    [Fact]
    public void Two_runs_have_different_fingerprints_and_none_has_a_text()
    {
        using var one = new RunFingerprints();
        using var other = new RunFingerprints();
        var value = SecretValue.From("the same value");

        Assert.True(one.Of(value)!.IsSame(one.Of(value)!));
        Assert.False(one.Of(value)!.IsSame(other.Of(value)!));
        Assert.Equal(typeof(Fingerprint).FullName, one.Of(value)!.ToString());
    }

    private static DriftState StateOf(DriftReport report, string key) => report.Keys.Single(one => one.Name.Value == key).State;

    private EnvironmentDefinition Environment => TestModules.Environment("dev", Tier.Nonprod) with { SecretMap = world.Map };

    private EnvironmentDefinition Chosen() => Environment with { BreakGlass = new BreakGlassSettings("dr.enc.yaml", "runbook.md", Environment.Location) };

    private Task<DriftReport> CompareAsync(params string[] keys) => CompareAsync(Environment, null, keys);

    private Task<DriftReport> CompareAsync(EnvironmentDefinition environment, IBreakGlassReader? glass = null, params string[] keys) =>
        new CompareSecrets(world.World.Store(), world.Authority, ChosenAuthority.Of(environment, world.World.Folder.FullPath), world.Seen, glass ?? new Glass(null))
            .RunAsync([.. keys.Select(SecretsWorld.Key)], SecretsWorld.Token);

    private sealed class Glass(SecretBundle? secrets) : IBreakGlassReader
    {
        public Task<SecretBundle> ReadAsync(BreakGlassSettings settings, string projectRoot, CancellationToken cancellationToken) =>
            secrets is null ? throw new HyOpsException(ExitCode.SecretsFailed, "shut", "open it") : Task.FromResult(secrets);
    }
}
