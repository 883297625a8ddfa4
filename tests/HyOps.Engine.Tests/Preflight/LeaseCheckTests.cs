using HyOps.Core;
using HyOps.Core.Leases;
using HyOps.Core.Preflight;
using HyOps.Core.Runs;
using HyOps.Core.World;
using HyOps.Engine.Leases;
using HyOps.Engine.Preflight;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Preflight;

/// <summary>Who is on the environment, on this machine and on others.</summary>
public sealed class LeaseCheckTests
{
    private static CheckResult ResultOf(PreflightReport report, string check) => Assert.Single(report.Checks, entry => entry.Check == check).Result;

    [Fact(Timeout = 60_000)]
    public async Task Another_run_on_the_environment_is_named()
    {
        using var bench = new PreflightBench();
        using var test = new TestWorld();
        Surroundings world = test.Surroundings();
        using var lease = EnvironmentLease.Take(bench.Folder.At("root", "meta"), RunId.Create("bootstrap", TimeProvider.System), world);

        var report = await bench.RunAsync();

        Assert.Contains("tester on test-host", ResultOf(report, "lease").Detail, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, report.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_shared_lease_is_asked_for_with_its_own_credentials_and_never_taken()
    {
        using var bench = new PreflightBench();
        bench.WriteEnvironment(">=1.6 <2", "lease: { kind: postgres, host: db, database: d, user: u, password_env: LEASE_PASSWORD }");
        var lacking = ResultOf(await bench.RunAsync(), "shared-lease");
        bench.Bundle.Secrets["LEASE_PASSWORD"] = "lease-password-of-a-test";
        IEnumerable<string>? given = null;
        bench.SharedHolder = access =>
        {
            given = access.Credentials.Secrets.Select(secret => secret.Key.Value);
            return null;
        };
        var free = ResultOf(await bench.RunAsync(), "shared-lease");
        bench.SharedHolder = static _ => "run dr-x of ops on runner (process 7), since 2026-01-02T03:04:05Z, last heard of 3 s ago";
        var held = await bench.RunAsync();
        bench.SharedHolder = static _ => throw new LeaseException("PostgreSQL db:5432/d: db refuses connections", "start it");
        var away = ResultOf(await bench.RunAsync(), "shared-lease");

        Assert.Equal(CheckStatus.Failed, lacking.Status);
        Assert.EndsWith("hyops secrets set --env drill LEASE_PASSWORD=-", lacking.Fix, StringComparison.Ordinal);
        Assert.Equal((CheckStatus.Ok, "LEASE_PASSWORD"), (free.Status, Assert.Single(given!)));
        Assert.Equal(ExitCode.Refused, held.ExitCode);
        Assert.Equal("this environment is in use by run dr-x of ops on runner (process 7), since 2026-01-02T03:04:05Z, last heard of 3 s ago", ResultOf(held, "shared-lease").Detail);
        Assert.Equal((CheckStatus.Failed, "PostgreSQL db:5432/d: db refuses connections", "start it"), (away.Status, away.Detail, away.Fix));
    }
}
