using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Recovery;
using HyOps.Testing;
using HyOps.Testing.TerraformBackends;

namespace HyOps.Engine.Tests.Recovery;

/// <summary>Recovery with the real Terraform and a backend that fails when it is told to.</summary>
public sealed class RecoverRunTests : IAsyncLifetime
{
    private HttpStateServer server = null!;
    private StatefulProject project = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await HttpStateServer.StartAsync();
        project = new StatefulProject(server.Backend("app"));
    }

    public async ValueTask DisposeAsync()
    {
        project.Dispose();
        await server.DisposeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_state_that_its_backend_did_not_take_is_pushed_read_back_and_its_file_is_gone()
    {
        var unsaved = await UnsavedAsync();
        Assert.Equal((StepOutcome.StateUnsaved, ExitCode.ToolFailed), (unsaved.Steps[0].Outcome, unsaved.ExitCode));
        Assert.Equal("state-unsaved", project.LastRun.Record!.Steps[0].Outcome);
        Assert.Equal(unsaved.Steps[0].Forensics!.Rescued, project.LastRun.Record.Steps[0].Forensics!.Rescued);
        var blocked = await project.RunAsync(Token);
        Assert.Equal(StepOutcome.Refused, blocked.Steps[0].Outcome);
        Assert.EndsWith($"hyops recover --env local --run {unsaved.Id}", blocked.Steps[0].Failure, StringComparison.Ordinal);

        var looked = await project.RecoverAsync(unsaved.Id, Token, options => options with { DryRun = true });
        Assert.StartsWith("would push the unsaved state, serial", looked.Steps[0].Summary, StringComparison.Ordinal);
        Assert.True(File.Exists(project.Rescued));
        var recovered = await project.RecoverAsync(unsaved.Id, Token);
        var again = await project.RecoverAsync(unsaved.Id, Token);
        var next = await project.RunAsync(Token);

        Assert.Equal((ExitCode.Ok, StepOutcome.Changed), (recovered.ExitCode, recovered.Steps[0].Outcome));
        Assert.Matches(@"^state pushed \(serial \d+\) and read back$", recovered.Steps[0].Summary);
        Assert.False(File.Exists(project.Rescued));
        Assert.Equal((ExitCode.Ok, "nothing to recover"), (again.ExitCode, again.Steps[0].Summary));
        Assert.Equal(StepOutcome.Unchanged, next.Steps[0].Outcome);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_state_of_another_lineage_or_an_older_one_is_refused_with_both_sides_said()
    {
        var unsaved = await UnsavedAsync();
        var rescued = JsonNode.Parse(await File.ReadAllTextAsync(project.Rescued, Token))!;
        var there = JsonNode.Parse(server.State("app")!)!;

        rescued["lineage"] = "another";
        await File.WriteAllTextAsync(project.Rescued, rescued.ToJsonString(), Token);
        var strange = await project.RecoverAsync(unsaved.Id, Token);
        rescued["lineage"] = (string)there["lineage"]!;
        rescued["serial"] = (long)there["serial"]!;
        await File.WriteAllTextAsync(project.Rescued, rescued.ToJsonString(), Token);
        var old = await project.RecoverAsync(unsaved.Id, Token);

        Assert.All([strange, old], summary => Assert.Equal((ExitCode.Refused, StepOutcome.Refused), (summary.ExitCode, summary.Steps[0].Outcome)));
        Assert.Contains($"is of lineage another (serial {unsaved.Steps[0].Forensics!.Rescued!.Version!.Serial}), and the backend holds lineage {(string)there["lineage"]!}", strange.Steps[0].Failure, StringComparison.Ordinal);
        Assert.Contains($"is serial {there["serial"]}, and the backend holds serial {there["serial"]} of the same lineage, which is not older", old.Steps[0].Failure, StringComparison.Ordinal);
        Assert.True(File.Exists(project.Rescued));
        Assert.Equal(there.ToJsonString(), JsonNode.Parse(server.State("app")!)!.ToJsonString());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_state_whose_backend_was_gone_before_it_took_any_is_pushed_where_there_is_none()
    {
        var unsaved = await UnsavedAsync();
        // As Terraform writes it where the backend went away during a first apply.
        var rescued = JsonNode.Parse(await File.ReadAllTextAsync(project.Rescued, Token))!;
        (rescued["lineage"], rescued["serial"]) = ("", 0);
        await File.WriteAllTextAsync(project.Rescued, rescued.ToJsonString(), Token);

        var refused = await project.RecoverAsync(unsaved.Id, Token);
        using var http = new HttpClient();
        await http.DeleteAsync(server.Address("app"), Token);
        var recovered = await project.RecoverAsync(unsaved.Id, Token);

        Assert.Equal((ExitCode.Refused, ExitCode.Ok), (refused.ExitCode, recovered.ExitCode));
        Assert.Contains("was never saved before, so that it has no lineage, and the backend holds a state of lineage ", refused.Steps[0].Failure, StringComparison.Ordinal);
        Assert.Equal(rescued["resources"]!.ToJsonString(), JsonNode.Parse(server.State("app")!)!["resources"]!.ToJsonString());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_lock_that_a_killed_terraform_left_is_freed_as_its_holder_is_dead()
    {
        project.Code("one", "kill -9 $PPID");
        var left = await project.RunAsync(Token);
        Assert.Equal((StepOutcome.LockLeft, LockHolder.Dead), (left.Steps[0].Outcome, left.Steps[0].Forensics!.Lock!.Holder));

        var declined = await Assert.ThrowsAsync<RecoveryException>(() => project.RecoverAsync(left.Id, Token, options => options with { Yes = false }));
        Assert.Equal((ExitCode.Refused, "add --yes to do it"), (declined.ExitCode, declined.NextStep));
        Assert.NotNull(server.LockInfo("app"));
        var prompt = new ScriptedPrompt("yes");
        var recovered = await project.RecoverAsync(left.Id, Token, options => options with { Yes = false }, prompt);
        project.Code("one");

        Assert.Equal((ExitCode.Ok, "lock freed"), (recovered.ExitCode, recovered.Steps[0].Summary));
        Assert.Equal(["Do this for app? Type yes: "], prompt.Questions);
        Assert.Null(server.LockInfo("app"));
        Assert.Equal(StepOutcome.Changed, (await project.RunAsync(Token)).Steps[0].Outcome);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_lock_of_another_machine_is_refused_until_an_operator_names_it_with_a_reason()
    {
        const string Id = "3f0e1e5a-0000-4000-8000-000000000001";
        project.Code("one", "exit 1");
        var failed = await project.RunAsync(Token);
        server.TryLock("app", $$"""{"ID":"{{Id}}","Operation":"OperationTypeApply","Who":"ops@elsewhere","Created":"2026-01-02T03:04:05Z"}""");

        var refused = await project.RecoverAsync(failed.Id, Token);
        var other = await project.RecoverAsync(failed.Id, Token, options => options with { HolderIsDead = "another", Reason = "INC-1" });
        var noReason = await Assert.ThrowsAsync<RecoveryException>(() => project.RecoverAsync(failed.Id, Token, options => options with { HolderIsDead = Id }));
        Assert.NotNull(server.LockInfo("app"));
        var freed = await project.RecoverAsync(failed.Id, Token, options => options with { HolderIsDead = Id, Reason = "agent elsewhere was scrapped" });

        Assert.Equal([ExitCode.Refused, ExitCode.Refused, ExitCode.OperatorError], [refused.ExitCode, other.ExitCode, noReason.ExitCode]);
        Assert.Contains("by ops@elsewhere since 2026-01-02 03:04:05 UTC", refused.Steps[0].Failure, StringComparison.Ordinal);
        Assert.EndsWith($"add: --holder-is-dead {Id} --reason \"how you know it\"", refused.Steps[0].Failure, StringComparison.Ordinal);
        Assert.Equal("lock freed", freed.Steps[0].Summary);
        Assert.Null(server.LockInfo("app"));
        var told = Assert.Single(project.LastRun.Record!.Overrides);
        Assert.Equal(("holder-is-dead", Id, "agent elsewhere was scrapped"), (told.Kind, told.Keys.Single(), told.Reason));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_run_that_was_fine_has_nothing_to_recover_and_no_tool_is_started_for_it()
    {
        project.Code("one");
        var fine = await project.RunAsync(Token);

        var recovered = await project.RecoverAsync(fine.Id, Token);

        Assert.Equal(ExitCode.Ok, recovered.ExitCode);
        Assert.Empty(recovered.Steps);
        Assert.Equal(("recover", 0), (project.LastRun.Record!.Verb, project.LastRun.Record.ExitCode));
        Assert.Empty(project.LastRun.Record.Tools);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_state_that_a_killed_run_left_in_its_work_directory_is_saved_too()
    {
        var unsaved = await UnsavedAsync();
        var record = Path.Combine(project.LastRun.Directory, "record.json");
        var killed = JsonNode.Parse(await File.ReadAllTextAsync(record, Token))!.AsObject();
        killed.Remove("exit_code");
        killed["steps"] = new JsonArray();
        await File.WriteAllTextAsync(record, killed.ToJsonString(), Token);
        var work = Path.Combine(project.Root, "work", unsaved.Id.Value, "app", "errored.tfstate");
        Directory.CreateDirectory(Path.GetDirectoryName(work)!);
        File.Move(project.Rescued, work);

        var refused = await Assert.ThrowsAsync<UnendedRunException>(() => project.RunAsync(Token));
        var recovered = await project.RecoverAsync(unsaved.Id, Token);

        Assert.Contains(work, refused.Message, StringComparison.Ordinal);
        Assert.Equal(StepOutcome.Changed, recovered.Steps[0].Outcome);
        Assert.Equal(StepOutcome.Unchanged, (await project.RunAsync(Token)).Steps[0].Outcome);
    }

    private async Task<RunSummary> UnsavedAsync()
    {
        project.Code("one");
        await project.RunAsync(Token);
        project.Code("two");
        server.RefuseWrite = _ => 403;
        var unsaved = await project.RunAsync(Token);
        server.RefuseWrite = _ => null;
        return unsaved;
    }
}
