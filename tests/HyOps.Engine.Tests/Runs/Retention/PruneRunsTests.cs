using System.Globalization;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Retention;
using HyOps.Engine.State;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Runs.Retention;

public sealed class PruneRunsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);
    private readonly TempFolder folder = new("prune");
    private readonly RuntimeRoot root;

    public PruneRunsTests() => root = new RuntimeRoot(folder.FullPath);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_older_than_every_rule_goes_and_frees_what_it_took()
    {
        var ids = await WriteAsync([1, 20, 40, 60, 80]);
        var size = new DirectoryInfo(DirectoryOf(ids[3])).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

        var result = Prune(new RetentionPolicy(TimeSpan.FromDays(30), 3, null));

        Assert.Equal([ids[3], ids[4]], result.Removed.Select(run => run.Run.Id.Value));
        Assert.Equal(ids.Take(3), Left());
        Assert.Equal(2 * size, result.FreedBytes);
    }

    [Fact]
    public async Task The_newest_of_each_phase_stays_however_old()
    {
        var bootstrap = await WriteAsync([500, 600]);
        var dr = await WriteAsync("dr", 0, [700, 800]);

        Prune(new RetentionPolicy(TimeSpan.FromDays(1), null, null));

        Assert.Equal([bootstrap[0], dr[0]], Left());
    }

    [Fact]
    public async Task A_run_that_did_not_end_well_stays_longer()
    {
        var ids = await WriteAsync("bootstrap", 20, [1, 50, 200]);

        Prune(new RetentionPolicy(TimeSpan.FromDays(30), null, TimeSpan.FromDays(90)));

        Assert.Equal(ids.Take(2), Left());
    }

    [Fact]
    public async Task A_run_that_goes_on_stays()
    {
        await WriteAsync([1]);
        using var running = RunJournal.Create(root.LogsDirectory, IdOf("bootstrap", 400), new Masker(), TimeProvider.System);

        Prune(new RetentionPolicy(TimeSpan.FromDays(30), null, null));

        Assert.Equal(2, Left().Count);
        running.Dispose();
        Prune(new RetentionPolicy(TimeSpan.FromDays(30), null, null));
        Assert.Single(Left());
    }

    [Fact]
    public async Task A_killed_run_stays_until_its_work_is_removed_which_only_its_record_tells_of()
    {
        await WriteAsync([1]);
        var killed = RunJournal.Create(root.LogsDirectory, IdOf("bootstrap", 400), new Masker(), TimeProvider.System);
        killed.Write(RecordOf(killed.Id));
        killed.Dispose();
        var work = Directory.CreateDirectory(Path.Combine(root.WorkDirectory, new RunStore(root.LogsDirectory).Get(killed.Id.Value).WorkName));

        Prune(new RetentionPolicy(TimeSpan.FromDays(30), null, null));
        var kept = Left();
        work.Delete();
        Prune(new RetentionPolicy(TimeSpan.FromDays(30), null, null));

        Assert.Equal(2, kept.Count);
        Assert.Single(Left());
    }

    [Fact]
    public async Task A_run_that_left_something_unsettled_stays_until_that_is_settled()
    {
        var ids = await WriteAsync([1, 100]);
        var state = new ModuleStateStore(root.StateDirectory, TimeProvider.System);
        var module = ModuleRef.TryParse("core/test/app", out var known) ? known : throw new InvalidOperationException();
        Assert.True(RunId.TryParse(ids[1], out var run));
        state.BeginChange(module, "app", run);

        Prune(new RetentionPolicy(TimeSpan.FromDays(30), null, null));
        var kept = Left();
        state.EndWithout(module, "app", run, StepOutcome.Failed);
        Prune(new RetentionPolicy(TimeSpan.FromDays(30), null, null));

        Assert.Equal(ids, kept);
        Assert.Equal([ids[0]], Left());
    }

    [Fact]
    public async Task A_dry_run_removes_nothing()
    {
        var ids = await WriteAsync([1, 100]);
        folder.Write("logs/bootstrap/.pruned-x/record.json", "{}");

        var result = new PruneRuns(root, new FixedClock()).Run(new RetentionPolicy(TimeSpan.FromDays(30), null, null), dryRun: true);

        Assert.Equal([ids[1]], result.Removed.Select(removed => removed.Run.Id.Value));
        Assert.Equal(ids, Left());
        Assert.True(Directory.Exists(folder.At("logs", "bootstrap", ".pruned-x")));
    }

    [Fact]
    public async Task A_removal_that_was_cut_off_is_finished()
    {
        await WriteAsync([1]);
        folder.Write("logs/bootstrap/.pruned-bootstrap-20250101T000000Z-00000000/steps/app/stdout.log", "half");

        var result = Prune(new RetentionPolicy(TimeSpan.FromDays(30), null, null));

        Assert.Equal((1, 4L), (result.Finished, result.FreedBytes));
        Assert.Single(Directory.EnumerateDirectories(folder.At("logs", "bootstrap")));
    }

    [Fact]
    public async Task Links_are_not_followed()
    {
        var ids = await WriteAsync([1, 100, 200]);
        folder.Write("elsewhere/precious.txt", "keep me");
        Directory.CreateSymbolicLink(Path.Combine(DirectoryOf(ids[1]), "link"), folder.At("elsewhere"));
        var moved = folder.At("moved");
        Directory.Move(DirectoryOf(ids[2]), moved);
        Directory.CreateSymbolicLink(DirectoryOf(ids[2]), moved);
        Directory.CreateSymbolicLink(folder.At("logs", "dr"), folder.At("elsewhere"));
        Directory.CreateSymbolicLink(folder.At("logs", "bootstrap", ".pruned-link"), folder.At("elsewhere"));

        Prune(new RetentionPolicy(TimeSpan.FromDays(30), null, null));

        Assert.Equal([ids[0]], Left());
        Assert.True(File.Exists(folder.At("elsewhere", "precious.txt")));
        Assert.True(File.Exists(Path.Combine(moved, "record.json")));
    }

    [Fact]
    public async Task A_policy_without_a_rule_removes_nothing()
    {
        await WriteAsync([1, 4000]);

        Assert.Empty(Prune(new RetentionPolicy(null, null, null)).Removed);
    }

    private static RunId IdOf(string verb, int daysAgo) =>
        RunId.TryParse($"{verb}-{Now.AddDays(-daysAgo).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}-0123abcd", out var id) ? id : throw new InvalidOperationException();

    private PruneResult Prune(RetentionPolicy policy) => new PruneRuns(root, new FixedClock()).Run(policy, dryRun: false);

    private IReadOnlyList<string> Left() => [.. new RunStore(root.LogsDirectory).List().Select(run => run.Id.Value)];

    private string DirectoryOf(string id) => Path.Combine(root.LogsDirectory, id[..^26], id);

    private Task<IReadOnlyList<string>> WriteAsync(int[] daysAgo) => WriteAsync("bootstrap", 0, daysAgo);

    private async Task<IReadOnlyList<string>> WriteAsync(string verb, int exitCode, int[] daysAgo)
    {
        var ids = new List<string>();
        foreach (var id in daysAgo.Select(days => IdOf(verb, days)))
        {
            using var journal = RunJournal.Create(root.LogsDirectory, id, new Masker(), TimeProvider.System);
            journal.On(new StageDone("contracts", "none"));
            await journal.SealAsync(RecordOf(id) with { ExitCode = exitCode }, null, TestContext.Current.CancellationToken);
            ids.Add(id.Value);
        }

        return ids;
    }

    private static RunRecord RecordOf(RunId id) => new()
    {
        RunId = id.Value,
        Verb = id.Verb,
        Environment = "local",
        Operator = "tester",
        Host = "test-host",
        HyopsVersion = "1.0.0",
        Started = Now,
        Events = new RecordedChain(0, EventChain.Beginning),
    };

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
