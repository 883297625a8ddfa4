using HyOps.Core;
using HyOps.Core.Drivers;
using HyOps.Core.Leases;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Runbooks;
using HyOps.Engine.Tests.Phases;
using HyOps.Testing.Postgres;

namespace HyOps.Engine.Tests.Runbooks;

/// <summary>Machines whose shared lease, in a real PostgreSQL, keeps the journals of their recoveries.</summary>
public sealed class KeptJournalTests(KeptJournalServer shared) : IClassFixture<KeptJournalServer>, IAsyncLifetime
{
    private readonly Recovery one = new();
    private readonly Recovery other = new();
    private readonly string database = $"journals_{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PostgresServer Server => shared.Server;

    private string Place => $"PostgreSQL 127.0.0.1:{Server.Port}/{database}";

    public async ValueTask InitializeAsync()
    {
        await Server.QueryAsync($"CREATE DATABASE {database}", Token);
        await one.ShareAsync(Server, database, Token);
        await other.ShareAsync(Server, database, Token);
    }

    public ValueTask DisposeAsync()
    {
        one.Dispose();
        other.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact(Timeout = 120_000)]
    public async Task A_run_goes_on_by_its_id_where_its_record_is_not()
    {
        var stopped = await StopAtDnsAsync();
        var atOnce = await KeptAsync(stopped.Id.Value);
        var lines = await File.ReadAllTextAsync(one.JournalOfLast, Token);
        Directory.Delete(one.Project.LastRun.Directory, recursive: true);

        var here = await one.RunAsync(new RunbookOptions { Resume = stopped.Id.Value });
        var elsewhere = await other.RunAsync(new RunbookOptions { Resume = stopped.Id.Value[^8..] });

        Assert.Equal(lines, atOnce);
        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (here.ExitCode, elsewhere.ExitCode));
        Assert.Equal(["promote", "dns", "dns"], one.Ran);
        Assert.Equal(["dns"], other.Ran);
        Assert.Equal("10.0.2.5", (string?)other.Driver.Requests[0].Inputs["address"]);
        Assert.Equal(stopped.Id.Value, other.Project.LastRun.Record!.Recovery!.Resumes);
        Assert.StartsWith(lines, await KeptAsync(elsewhere.Id.Value), StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(other.JournalOfLast, Token), await KeptAsync(elsewhere.Id.Value));
        Assert.Equal(other.Project.LastRun.Record.Lease!.Journal, new RecordedJournalCopy(Place, elsewhere.JournalCopy!.Lines, elsewhere.JournalCopy.Lines));
    }

    [Fact(Timeout = 120_000)]
    public async Task Lines_that_were_changed_removed_or_are_another_runs_are_refused_and_a_journal_that_is_nowhere_names_both_places()
    {
        const string Copy = "dr-20260102T030405Z-0123abcd";
        var stopped = await StopAtDnsAsync();

        var nowhere = await RefusedAsync("dr-20260102T030405Z-ffffffff");
        var swapped = await RefusedAsync(Copy, $"INSERT INTO hyops_journals SELECT environment, '{Copy}', number, line FROM hyops_journals");
        var changed = await RefusedAsync(stopped.Id.Value, "UPDATE hyops_journals SET line = replace(line, '10.0.2.5', '10.6.6.6')");
        var removed = await RefusedAsync(stopped.Id.Value, "DELETE FROM hyops_journals WHERE number = 4");
        var beheaded = await RefusedAsync(stopped.Id.Value, "DELETE FROM hyops_journals WHERE number = 1");

        Assert.StartsWith($"no run 'dr-20260102T030405Z-ffffffff' with a journal in {Path.Combine(other.Project.Root, "logs")}, and none in {Place}, which keeps those of {stopped.Id}", nowhere, StringComparison.Ordinal);
        Assert.Equal($"the journal of {Copy} in {Place} cannot be resumed from: it is of {stopped.Id}", swapped);
        Assert.StartsWith($"the journal of {stopped.Id} in {Place} cannot be resumed from: line 7 does not continue the line before it: line 6 was changed", changed, StringComparison.Ordinal);
        Assert.EndsWith("line 4 is event 5, expected 4: lines were removed or reordered", removed, StringComparison.Ordinal);
        Assert.Contains("line 1 ", beheaded, StringComparison.Ordinal);
        Assert.Empty(other.Ran);
    }

    [Fact(Timeout = 120_000)]
    public async Task Of_two_that_go_on_with_the_same_run_the_second_is_refused()
    {
        var stopped = await StopAtDnsAsync();
        using var busy = new SemaphoreSlim(0);
        using var leave = new ManualResetEventSlim();
        other.Instead = step =>
        {
            busy.Release();
            leave.Wait(Token);
            return null;
        };
        var first = other.RunAsync(new RunbookOptions { Resume = stopped.Id.Value });
        await busy.WaitAsync(Token);

        var second = await Assert.ThrowsAsync<LeaseHeldException>(() => one.RunAsync(new RunbookOptions { Resume = stopped.Id.Value }));

        leave.Set();
        Assert.Equal(ExitCode.Ok, (await first).ExitCode);
        Assert.StartsWith("this environment is in use by run dr-", second.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_database_that_goes_away_stops_no_recovery_and_is_told_of_once()
    {
        one.Flag("down");
        one.Instead = step => step is "promote" ? Done(Server.StopAsync) : null;

        var summary = await one.RunAsync();

        Assert.Equal(ExitCode.Ok, summary.ExitCode);
        var told = Assert.Single(Told(one));
        Assert.StartsWith($"the copy in {Place} lacks lines: ", told, StringComparison.Ordinal);
        Assert.EndsWith("The run goes on, as the file in its record is what counts; the copy is caught up when it can be", told, StringComparison.Ordinal);
        var copy = one.Project.LastRun.Record!.Lease!.Journal!;
        Assert.Equal(copy, summary.JournalCopy);
        Assert.Equal((File.ReadLines(one.JournalOfLast).Count(), 5), (copy.Lines, copy.Kept));
        Assert.Contains("the journals at", copy.Failure, StringComparison.Ordinal);
        await Server.StartAgainAsync(Token);
    }

    [Fact(Timeout = 120_000)]
    public async Task One_that_comes_back_has_all_of_it_at_the_end()
    {
        one.Flag("down");
        one.Instead = step => step is "promote" ? Done(Server.StopAsync) : Done(() => Server.StartAgainAsync(Token));

        var summary = await one.RunAsync();

        Assert.Equal(ExitCode.Ok, summary.ExitCode);
        Assert.Equal($"the copy in {Place} is whole again", Told(one)[^1]);
        Assert.Equal(2, Told(one).Count);
        Assert.Equal((summary.JournalCopy!.Lines, false), (summary.JournalCopy.Kept, summary.JournalCopy.Failure is null));
        Assert.Equal(await File.ReadAllTextAsync(one.JournalOfLast, Token), await KeptAsync(summary.Id.Value));
    }

    private static List<string> Told(Recovery recovery) => [.. recovery.Project.Events.OfType<StageDone>().Where(stage => stage.Stage == "journal").Select(stage => stage.Detail)];

    // What a step does is done while its tool runs: in the middle of the recovery.
    private static DriverOutcome? Done(Func<Task> act)
    {
        act().GetAwaiter().GetResult();
        return null;
    }

    private async Task<string> RefusedAsync(string run, string sql = "")
    {
        await Server.QueryAsync(database, sql, Token);
        var refused = await Assert.ThrowsAsync<RunbookException>(() => other.RunAsync(new RunbookOptions { Resume = run }));
        Assert.Equal(ExitCode.OperatorError, refused.ExitCode);
        return refused.Message;
    }

    private async Task<string> KeptAsync(string run) =>
        await Server.QueryAsync(database, $"SELECT line FROM hyops_journals WHERE environment = 'local' AND run = '{run}' ORDER BY number", Token) + "\n";

    // The platform is the same, whoever looks at it.
    private async Task<RunSummary> StopAtDnsAsync()
    {
        one.Flag("down");
        one.Instead = static step => step is "dns" ? ScriptedDriver.Changed with { Outcome = StepOutcome.Failed, Failure = "SERVFAIL" } : null;
        var stopped = await one.RunAsync();
        one.Instead = static _ => null;
        foreach (var flag in Directory.GetFiles(one.Project.Flags))
        {
            other.Flag(Path.GetFileName(flag));
        }

        return stopped;
    }
}
