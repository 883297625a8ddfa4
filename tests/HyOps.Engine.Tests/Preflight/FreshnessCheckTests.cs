using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Core.Preflight;
using HyOps.Engine.Preflight;

namespace HyOps.Engine.Tests.Preflight;

public sealed class FreshnessCheckTests : IDisposable
{
    private const string Recovery = """
          dr:
            freshness:
              - { name: replica, max_age: 30s, probe: { command: [probes/age, db], env: [REPLICA_TOKEN] } }
            steps:
              - { id: app, module: platform/test/app }
        """;

    private readonly PreflightBench bench = new();

    public FreshnessCheckTests()
    {
        bench.Folder.WriteScript("project/inventories/drill/probes/age", "test \"$REPLICA_TOKEN $1 $HYOPS_ENV\" = 'not-to-be-seen-3 db drill' && test -z \"$APP_DB_PASSWORD\" || exit 2\ntest -e \"$HYOPS_RUNTIME_ROOT\"/old && echo age_s=31 || echo age_s=0.25");
        bench.Bundle.Secrets["REPLICA_TOKEN"] = "not-to-be-seen-3";
        bench.WriteEnvironment(">=1.6 <2", Recovery);
    }

    public void Dispose() => bench.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_preflight_of_dr_measures_what_a_recovery_would_rest_on()
    {
        var fresh = await bench.RunAsync(phase: Phase.Dr);
        bench.Folder.Write("root/old", "");
        var old = await bench.RunAsync(phase: Phase.Dr);

        Assert.Equal(CheckResult.Ok("replica is 0.25 s old, at most 30 s"), ResultOf(fresh, "freshness"));
        Assert.Equal(ExitCode.Ok, fresh.ExitCode);
        Assert.Equal(
            CheckResult.Failed("replica is 31 s old, and may be at most 30 s", "mend replication or take a backup; look by hand with probes/age db"), ResultOf(old, "freshness"));
        Assert.Equal(ExitCode.Refused, old.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_keys_of_probes_are_required_like_those_of_modules()
    {
        bench.Bundle.Secrets.Remove("REPLICA_TOKEN");

        var report = await bench.RunAsync(phase: Phase.Dr);

        Assert.Equal("missing required env vars: REPLICA_TOKEN", ResultOf(report, "required-keys").Detail);
        Assert.Equal("nobody can tell how old replica is: probes/age could not tell: exited 2: it said nothing", ResultOf(report, "freshness").Detail);
    }

    [Fact(Timeout = 60_000)]
    public async Task Where_dr_was_not_asked_about_nothing_need_be_fresh_yet()
    {
        Assert.DoesNotContain((await bench.RunAsync(phase: null)).Checks, check => check.Check == "freshness");
        bench.WriteEnvironment(">=1.6 <2", Recovery.Replace("- { name: replica", "[] #", StringComparison.Ordinal));

        Assert.Equal(CheckStatus.NotApplicable, ResultOf(await bench.RunAsync(phase: Phase.Dr), "freshness").Status);
    }

    private static CheckResult ResultOf(PreflightReport report, string check) => Assert.Single(report.Checks, entry => entry.Check == check).Result;
}
