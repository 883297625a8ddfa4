using System.Globalization;
using System.Text.RegularExpressions;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Processes;
using HyOps.Drivers.Terraform;
using HyOps.Drivers.Terraform.Forensics;
using HyOps.Drivers.Tests.Steps;
using HyOps.Testing.Postgres;
using HyOps.Testing.TerraformBackends;

namespace HyOps.Drivers.Tests.Terraform;

/// <summary>What a real Terraform leaves behind that was killed, or whose backend did not take its state; and how that is brought back in order.</summary>
public sealed partial class TerraformForensicsTests : IDisposable
{
    /// <summary>Says who runs it, and ends with whom it was started by: nothing is left running by a test that kills.</summary>
    private const string Slow = """
        resource "terraform_data" "done" {}
        resource "terraform_data" "slow" {
          depends_on = [terraform_data.done]
          provisioner "local-exec" { command = "echo applying in $PPID; parent=$PPID; while kill -0 $parent 2>/dev/null; do sleep 0.05; done" }
        }
        """;

    private static readonly Version Version = new(1, 11, 4);
    private readonly StepBench bench = new();

    public TerraformForensicsTests()
    {
        bench.Variables["HYOPS_ENV"] = "drill";
        bench.Variables["HYOPS_RUN_ID"] = $"bootstrap-20260101T000000Z-{Random.Shared.Next():x8}";
        bench.Variables["HYOPS_STEP"] = "step";
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Host => LocalMachine.Read().Host!;

    public void Dispose() => bench.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_terraform_that_is_killed_leaves_the_lock_of_its_file_and_its_holder_is_known_to_be_dead()
    {
        bench.Stack("main.tf", Slow);

        var outcome = await KillDuringApplyAsync();

        Assert.Equal(StepOutcome.LockLeft, outcome.Outcome);
        Assert.Contains($"hyops recover --env drill --run {bench.Variables["HYOPS_RUN_ID"]}", outcome.Failure, StringComparison.Ordinal);
        var forensics = outcome.Forensics!;
        Assert.Equal((StepEnd.LockLeft, "local", LockHolder.Dead), (forensics.Classification, forensics.Backend, forensics.Lock!.Holder));
        Assert.EndsWith("@" + Host, forensics.Lock.Who, StringComparison.Ordinal);

        var recovery = Open();
        Assert.Null(await recovery.UnlockAsync((await recovery.LookAsync([], Cancel)).Lock!, Cancel));
        Assert.Null((await recovery.LookAsync([], Cancel)).Lock);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_terraform_that_is_killed_leaves_the_lock_of_its_server_and_only_that_very_lock_is_freed()
    {
        await using var server = await HttpStateServer.StartAsync();
        bench.Stack("backend.tf", server.Backend("app"));
        bench.Stack("main.tf", Slow);

        var outcome = await KillDuringApplyAsync();

        var left = outcome.Forensics!;
        Assert.Equal((StepOutcome.LockLeft, StepEnd.LockLeft, "http"), (outcome.Outcome, left.Classification, left.Backend));
        Assert.Contains(left.Lock!.Id!, server.LockInfo("app"), StringComparison.Ordinal);
        Assert.Equal((LockHolder.Dead, "OperationTypeApply"), (left.Lock.Holder, left.Lock.Operation));

        var recovery = Open();
        Assert.StartsWith("the lock is another by now", await recovery.UnlockAsync(left.Lock with { Id = "another" }, Cancel), StringComparison.Ordinal);
        Assert.NotNull(server.LockInfo("app"));
        Assert.Null(await recovery.UnlockAsync(left.Lock, Cancel));
        Assert.Null(server.LockInfo("app"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_lock_that_lives_is_told_from_one_that_was_left()
    {
        await using var server = await HttpStateServer.StartAsync();
        bench.Stack("backend.tf", server.Backend("app"));
        bench.Stack("main.tf", Slow);
        var running = RunAsync();
        await bench.Log.Holds("(local-exec): applying in");

        var recovery = Open();
        var suspect = new LockSuspect(bench.Variables["HYOPS_RUN_ID"], Host, DateTimeOffset.UtcNow.AddMinutes(-1), null, RunProcesses.Of(bench.Variables["HYOPS_RUN_ID"], "step"), null);
        var mine = (await recovery.LookAsync([suspect], Cancel)).Lock!;
        var strange = (await recovery.LookAsync([suspect with { Host = "elsewhere" }], Cancel)).Lock!;
        var older = (await recovery.LookAsync([suspect with { Until = suspect.From }], Cancel)).Lock!;

        Assert.Equal((LockHolder.Alive, LockHolder.Unknown, LockHolder.Unknown), (mine.Holder, strange.Holder, older.Holder));
        Assert.Contains($"terraform (process", mine.HolderReason, StringComparison.Ordinal);
        Kill(ProcessOf(bench));
        await running;
    }

    [Fact(Timeout = 60_000)]
    public async Task A_state_that_the_server_did_not_take_is_unsaved_until_it_is_pushed()
    {
        await using var server = await HttpStateServer.StartAsync();
        bench.Stack("backend.tf", server.Backend("app"));
        bench.Stack("main.tf", """resource "terraform_data" "one" { input = "first" }""");
        await RunAsync();
        bench.Stack("main.tf", """resource "terraform_data" "one" { input = "second" }""");
        server.RefuseWrite = _ => 403;

        var outcome = await RunAsync();

        var left = outcome.Forensics!;
        Assert.Equal((StepOutcome.StateUnsaved, StepEnd.StateUnsaved), (outcome.Outcome, left.Classification));
        Assert.Equal(server.Serial("app"), left.Before!.Serial);
        Assert.Equal(left.Before, left.After);
        Assert.Equal(left.Before.Lineage, left.Rescued!.Version!.Lineage);
        Assert.True(left.Rescued.Version.Serial > left.Before.Serial);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(left.Rescued.Path));

        var recovery = Open();
        Assert.Contains("state: ", await recovery.PushAsync(left.Rescued, Cancel), StringComparison.Ordinal);
        server.RefuseWrite = _ => null;
        Assert.Null(await recovery.PushAsync(left.Rescued, Cancel));
        TerraformRecovery.Remove(left.Rescued);
        Assert.True(server.Serial("app") >= left.Rescued.Version.Serial);
        Assert.Equal(StepOutcome.Unchanged, (await RunAsync()).Outcome);
    }

    [Fact(Timeout = 60_000)]
    public async Task Somebody_elses_lock_is_named_with_its_holder_and_nothing_was_left()
    {
        await using var server = await HttpStateServer.StartAsync();
        bench.Stack("backend.tf", server.Backend("app"));
        bench.Stack("main.tf", "output \"x\" { value = 1 }\n");
        server.TryLock("app", """{"ID":"3f0e1e5a-0000-4000-8000-000000000001","Operation":"OperationTypeApply","Who":"ops@elsewhere","Created":"2026-01-02T03:04:05.123456789Z"}""");

        var outcome = await bench.RunAsync(new TerraformDriver(bench.Runner, new TerraformOptions { LockTimeout = TimeSpan.Zero }), Version, Cancel);

        Assert.Equal((StepOutcome.Failed, StepEnd.LockHeld), (outcome.Outcome, outcome.Forensics!.Classification));
        Assert.Equal(("ops@elsewhere", LockHolder.Unknown), (outcome.Forensics.Lock!.Who, outcome.Forensics.Lock.Holder));
        Assert.Equal(" by ops@elsewhere since 2026-01-02 03:04:05 UTC", outcome.Forensics.Lock.By);
        Assert.NotNull(server.LockInfo("app"));
    }

    [Fact(Timeout = 90_000)]
    public async Task PostgreSQL_frees_the_lock_with_the_connection_and_a_living_one_is_of_unknown_holder()
    {
        await using var server = await PostgresServer.StartAsync(Cancel);
        bench.Secrets["PG_CONN_STR"] = server.Url;
        bench.Stack("backend.tf", "terraform {\n  backend \"pg\" {}\n}\n");
        bench.Stack("main.tf", Slow);
        var running = RunAsync();
        await bench.Log.Holds("(local-exec): applying in");

        var held = await Open().LookAsync([], Cancel);
        Kill(ProcessOf(bench));
        var outcome = await running;

        Assert.Equal(("pg", LockHolder.Unknown), (held.Backend, held.Lock!.Holder));
        Assert.Null(held.Lock.Who);
        Assert.Equal((StepOutcome.Failed, StepEnd.Failed), (outcome.Outcome, outcome.Forensics!.Classification));
        Assert.Null(outcome.Forensics.Lock);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_cannot_be_seen_is_told_and_is_not_nothing()
    {
        var server = await HttpStateServer.StartAsync();
        bench.Stack("backend.tf", server.Backend("app").Replace("retry_wait_min = 1", "retry_max = 0", StringComparison.Ordinal));
        bench.Stack("main.tf", "output \"x\" { value = 1 }\n");
        await RunAsync();
        await server.DisposeAsync();

        var outcome = await RunAsync();

        Assert.Equal((StepOutcome.Failed, StepEnd.Failed), (outcome.Outcome, outcome.Forensics!.Classification));
        Assert.Contains("the lock could not be seen", outcome.Forensics.NotSeen, StringComparison.Ordinal);
        Assert.Contains("the state could not be read", outcome.Forensics.NotSeen, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lock_info_of_backends_that_tell_it_is_read_from_what_terraform_prints()
    {
        string[] lines =
        [
            "Error: Error acquiring the state lock", "", "Error message: state blob is already locked", "Lock Info:",
            "  ID:        1df0f59a-a42f-2859-d179-0c76456dc059", "  Path:      tfstate/app.tfstate", "  Operation: OperationTypeApply",
            "  Who:       ops@runner", "  Version:   1.11.4", "  Created:   2026-01-02 03:04:05.938569441 +0000 UTC", "  Info:      ",
        ];

        var held = LockText.OfTerraform(lines)!;

        Assert.Equal(("1df0f59a-a42f-2859-d179-0c76456dc059", "ops@runner", "runner", "tfstate/app.tfstate"), (held.Id, held.Who, held.Host, held.Path));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), held.Created!.Value, TimeSpan.FromSeconds(1));
        Assert.Null(LockText.OfTerraform(["Error: no such file"]));
    }

    private Task<DriverOutcome> RunAsync() => bench.RunAsync(new TerraformDriver(bench.Runner), Version, Cancel);

    private async Task<DriverOutcome> KillDuringApplyAsync()
    {
        var running = RunAsync();
        await bench.Log.Holds("(local-exec): applying in");
        Kill(ProcessOf(bench));
        return await running;
    }

    private TerraformRecovery Open() => TerraformRecovery.Open(bench.Runner, bench.NextRequest("terraform", Version));

    private static int ProcessOf(StepBench bench) => int.Parse(Applying().Match(bench.AllLogs).Groups[1].Value, CultureInfo.InvariantCulture);

    private static void Kill(int process) => System.Diagnostics.Process.GetProcessById(process).Kill();

    [GeneratedRegex(@"\(local-exec\): applying in ([0-9]+)", RegexOptions.RightToLeft)]
    private static partial Regex Applying();
}
