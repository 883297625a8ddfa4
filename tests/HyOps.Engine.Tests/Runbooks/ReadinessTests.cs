using HyOps.Contracts.Projects;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Preflight;
using HyOps.Core.Secrets;
using HyOps.Engine.Preflight.Readiness;
using HyOps.Engine.Roots;
using HyOps.Engine.Runbooks;
using HyOps.Engine.Secrets.Drift;
using HyOps.Engine.Tests.Phases;

namespace HyOps.Engine.Tests.Runbooks;

public sealed class ReadinessTests : IDisposable
{
    private readonly Recovery recovery = new();

    private RuntimeRoot Root => ChosenEnvironment.From(recovery.Project.World.Surroundings(), "local", recovery.Project.Root).Root;

    private EnvironmentDefinition Environment =>
        new ContractValidator(ProjectFolders.At(recovery.Project.World.Folder.At("project"))).Validate(new ValidationRequest { Environment = EnvironmentName.Parse("local") }, CancellationToken.None).Environment!;

    private EngineServices Services => EngineServices.In(recovery.Project.World.Surroundings());

    public void Dispose() => recovery.Dispose();

    [Fact]
    public async Task A_drill_that_was_never_held_warns_and_one_that_worked_is_told_with_its_time()
    {
        var never = await LookAtDrillsAsync(0);
        await recovery.RunAsync(new RunbookOptions { Drill = true });

        var held = await LookAtDrillsAsync(0);

        Assert.Equal((CheckStatus.Warning, "hyops run dr --env local --drill"), (never.Status, never.Fix));
        Assert.Equal(CheckStatus.Ok, held.Status);
        Assert.Matches(@"^dr-.+, 0 days ago, healthy after \d+\.\d s$", held.Detail);
        Assert.Equal(CheckStatus.Warning, (await LookAtDrillsAsync(91)).Status);
    }

    [Fact]
    public async Task The_last_drill_counts_and_a_recovery_in_earnest_is_none()
    {
        await recovery.RunAsync(new RunbookOptions { Drill = true });
        recovery.Instead = static _ => ScriptedDriver.Changed with { Outcome = HyOps.Core.Lifecycle.StepOutcome.Failed };
        await recovery.RunAsync();
        var earnest = await LookAtDrillsAsync(0);
        await recovery.RunAsync(new RunbookOptions { Drill = true });

        var failed = await LookAtDrillsAsync(0);

        Assert.Equal(CheckStatus.Ok, earnest.Status);
        Assert.Equal(CheckStatus.Failed, failed.Status);
        Assert.EndsWith("it failed", failed.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drill_whose_record_was_changed_counts_for_nothing_and_is_missed()
    {
        await recovery.RunAsync(new RunbookOptions { Drill = true });
        var changed = await recovery.RunAsync(new RunbookOptions { Drill = true });
        var events = Path.Combine(changed.RecordDirectory, "events.jsonl");
        File.WriteAllLines(events, File.ReadAllLines(events)[..^1]);

        var held = await LookAtDrillsAsync(0);

        Assert.Equal(CheckStatus.Warning, held.Status);
        Assert.DoesNotContain(changed.Id.Value, held.Detail, StringComparison.Ordinal);
        Assert.EndsWith("and 1 newer record could not be read", held.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bundle_was_in_step_when_it_was_compared_last()
    {
        recovery.Project.AddAuthority();
        var never = await LookAtBundleAsync(0);
        LastComparison.Note(Root, Report(DriftState.Same), TimeProvider.System.GetUtcNow());
        var same = await LookAtBundleAsync(0);
        var old = await LookAtBundleAsync(8);
        LastComparison.Note(Root, Report(DriftState.BundleOlder), TimeProvider.System.GetUtcNow());
        var behind = await LookAtBundleAsync(0);
        LastComparison.Note(Root, Report(DriftState.Unreadable), TimeProvider.System.GetUtcNow());
        var unread = await LookAtBundleAsync(0);

        Assert.Equal([CheckStatus.Failed, CheckStatus.Ok, CheckStatus.Warning, CheckStatus.Failed, CheckStatus.Failed], new[] { never, same, old, behind, unread }.Select(result => result.Status));
        Assert.EndsWith("behind the authority: APP_DB_PASSWORD", behind.Detail, StringComparison.Ordinal);
        Assert.Empty(recovery.Project.Authority.Calls);
    }

    [Fact]
    public async Task A_break_glass_file_that_is_named_and_not_there_is_no_break_glass()
    {
        var none = await new BreakGlassCheck(Environment, recovery.Project.World.Folder.At("project"), Services).RunAsync(TestContext.Current.CancellationToken);
        File.AppendAllText(recovery.Project.World.Folder.At("project", "inventories", "local", "environment.yml"), "secrets:\n  break_glass: { file: dr.enc.yaml, runbook: dr.md, keys: [APP_DB_PASSWORD] }\n");

        var missing = await new BreakGlassCheck(Environment, recovery.Project.World.Folder.At("project"), Services).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((CheckStatus.NotApplicable, CheckStatus.Failed), (none.Status, missing.Status));
        Assert.Contains("dr.enc.yaml", missing.Detail, StringComparison.Ordinal);
        Assert.Contains("the runbook dr.md is not there", missing.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_programs_of_probes_are_on_this_machine_and_can_be_started()
    {
        recovery.Project.World.Folder.WriteScript("project/inventories/local/probes/age", "exit 0");
        recovery.Project.WriteRunbook("freshness: [{ name: replica, probe: { command: [probes/age] }, max_age: 1h }]\n" + Recovery.Steps);
        var there = await LookAtProgramsAsync("/usr/bin:/bin");
        File.SetUnixFileMode(recovery.Project.World.Folder.At("project", "inventories", "local", "probes", "age"), UnixFileMode.UserRead);

        var missing = await LookAtProgramsAsync("");

        Assert.Equal(CheckResult.Ok("can be started: probes/age, sh"), there);
        Assert.Equal((CheckStatus.Failed, "cannot be started: probes/age, sh"), (missing.Status, missing.Detail));

        Task<CheckResult> LookAtProgramsAsync(string path) => new ProbesCheck(Environment, path).RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_machine_that_is_not_the_runner_warns()
    {
        using var site = new Recovery(tier: "nonprod\nexecution_plane: runner-local");
        var elsewhere = new ContractValidator(ProjectFolders.At(site.Project.World.Folder.At("project"))).Validate(new ValidationRequest { Environment = EnvironmentName.Parse("site") }, CancellationToken.None).Environment;

        var results = new[] { (Environment, null), (elsewhere, "runner-local"), (elsewhere, null) }
            .Select(one => new PlaneCheck(one.Item1, one.Item2).RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal([CheckStatus.NotApplicable, CheckStatus.Ok, CheckStatus.Warning], (await Task.WhenAll(results)).Select(result => result.Status));
    }

    private static DriftReport Report(DriftState state) => new()
    {
        Authority = new Uri("https://memory.vault.example/"),
        Keys = [new DriftKey(SecretName.Parse("APP_DB_PASSWORD"), new SecretReference("app-db"), state)],
    };

    private Task<CheckResult> LookAtDrillsAsync(int daysLater) => new LastDrillCheck(Environment, Root, new Later(daysLater)).RunAsync(TestContext.Current.CancellationToken);

    private Task<CheckResult> LookAtBundleAsync(int daysLater) => new ComparisonCheck(Environment, Root, new Later(daysLater)).RunAsync(TestContext.Current.CancellationToken);

    private sealed class Later(int days) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(days);
    }
}
