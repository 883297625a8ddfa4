using HyOps.Core;
using HyOps.Core.Authorities;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using static HyOps.Engine.Tests.Phases.ScriptedDriver;

namespace HyOps.Engine.Tests.Phases;

public sealed class AuthoritySeedingTests : IDisposable
{
    private readonly SmallProject project = new();
    private readonly ScriptedDriver driver = new(Address);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task A_bootstrap_that_succeeds_ends_by_seeding_the_authority_with_mapped_keys()
    {
        project.AddAuthority(settings: ", seed_after_bootstrap: true", map: "x,APP_DB_PASSWORD,app-db\nx,NOT_HERE,not-here\n");

        await project.RunAsync(driver, Token);

        Assert.Equal(["read app-db", "write app-db"], project.Authority.Calls);
        Assert.Equal(driver.Requests[^1].Secrets.Values.Single().Reveal(), project.Authority["app-db"]);
        var record = project.LastRun.Record!;
        Assert.Equal([("APP_DB_PASSWORD", "app-db", "created"), ("NOT_HERE", "not-here", "not-in-bundle")], record.Seeded.Select(seed => (seed.Name, seed.AuthorityName, seed.Outcome)));
        Assert.Equal(record.RunId, record.Authority!.CorrelationId);
        Assert.Equal("bundle", Assert.Single(record.Secrets).Source);
        Assert.Contains(project.Events.OfType<StageDone>(), done => done is { Stage: "seed", Detail: "azure-key-vault https://memory.vault.example/: 1 created, 1 not-in-bundle" });
    }

    [Fact]
    public async Task A_second_bootstrap_makes_no_second_version_and_a_newer_value_stays()
    {
        project.AddAuthority(settings: ", seed_after_bootstrap: true");
        await project.RunAsync(driver, Token);
        await project.RunAsync(driver, Token);
        Assert.Equal("unchanged", project.LastRun.Record!.Seeded.Single().Outcome);
        project.Authority.Put("app-db", "rotated-at-the-source");

        await project.RunAsync(driver, Token);

        Assert.Equal("newer-there", project.LastRun.Record!.Seeded.Single().Outcome);
        Assert.Equal("rotated-at-the-source", project.Authority["app-db"]);
        Assert.Single(project.Authority.Calls, call => call.StartsWith("write", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bootstrap_that_fails_seeds_nothing()
    {
        project.AddAuthority(settings: ", seed_after_bootstrap: true");
        var failing = new ScriptedDriver((_, _) => Task.FromResult(Changed with { Outcome = StepOutcome.Failed, Failure = "no" }));

        await project.RunAsync(failing, Token);

        Assert.Empty(project.Authority.Opened);
        Assert.Empty(project.LastRun.Record!.Seeded);
    }

    [Fact]
    public async Task A_key_that_the_authority_does_not_take_ends_with_21_and_the_steps_are_recorded()
    {
        project.AddAuthority(settings: ", seed_after_bootstrap: true");
        project.Authority.Refusals["app-db"] = UnreadReason.Deleted;

        var refused = await Assert.ThrowsAnyAsync<HyOpsException>(() => project.RunAsync(driver, Token));

        Assert.Equal(ExitCode.SecretsFailed, refused.ExitCode);
        Assert.StartsWith("the steps are done, and https://memory.vault.example/ was not seeded with all keys:\n  APP_DB_PASSWORD (app-db)", refused.Message, StringComparison.Ordinal);
        var record = project.LastRun.Record!;
        Assert.Equal((21, "failed"), (record.ExitCode, record.Seeded.Single().Outcome));
        Assert.Equal(["changed", "changed"], record.Steps.Select(step => step.Outcome));
    }

    private static Task<Core.Drivers.DriverOutcome> Address(Core.Drivers.DriverRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Changed with { Outputs = new System.Text.Json.Nodes.JsonObject { ["address"] = "10.0.0.7", ["url"] = "http://10.0.0.7" } });
}
