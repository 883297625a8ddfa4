using System.Xml.Linq;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Engine.Runs;
using HyOps.Testing;

namespace HyOps.Cli.Tests.Runs;

public sealed class EvidenceTests : IDisposable
{
    private const string Id = "bootstrap-20260102T030405Z-0123abcd";
    private readonly TestWorld world = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Verify_answers_by_its_exit_code_and_says_where()
    {
        var directory = await WriteAsync(Id);

        var intact = await Called.Async(world, "runs", "verify", "0123abcd");
        await File.AppendAllTextAsync(Path.Combine(directory, "events.jsonl"), "{}\n", Token);
        var changed = await Called.Async(world, "runs", "verify", Id, "--json");
        File.Delete(Path.Combine(directory, "record.json"));
        var gone = await Called.Async(world, "runs", "verify", "--all");

        Assert.Equal((0, $"{Id}: intact: 2 events, 1 files, not signed\n"), (intact.ExitCode, intact.Output));
        Assert.Equal((13, "tampered"), (changed.ExitCode, (string?)changed.Json["records"]![0]!["state"]));
        Assert.Equal(("events.jsonl", 3), ((string?)changed.Json["records"]![0]!["findings"]![0]!["file"], (int)changed.Json["records"]![0]!["findings"]![0]!["line"]!));
        Assert.Equal(13, gone.ExitCode);
        Assert.EndsWith("1 record: 1 tampered\n", gone.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_cut_off_is_1_and_one_that_goes_on_is_0()
    {
        var (journal, record) = Begin(Id);
        journal.Write(record);
        var running = await Called.Async(world, "runs", "verify", Id);
        journal.Dispose();
        var torn = await Called.Async(world, "runs", "verify", Id);
        var shown = await Called.Async(world, "runs", "show", Id);

        Assert.Equal((0, $"{Id}: still running: 1 events so far, their chain holds\n"), (running.ExitCode, running.Output));
        Assert.Equal((1, $"{Id}: torn: the run was cut off after event 1 (stage-done); everything before is intact\n"), (torn.ExitCode, torn.Output));
        Assert.Contains("evidence     torn: the run was cut off after event 1", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_wants_one_run_or_all()
    {
        var none = await Called.Async(world, "runs", "verify");
        var both = await Called.Async(world, "runs", "verify", Id, "--all");

        Assert.Equal((2, 2), (none.ExitCode, both.ExitCode));
    }

    [Fact]
    public async Task Prune_takes_its_rules_from_environment_yml_and_from_options()
    {
        world.Folder.CreateFolder("modules");
        world.Folder.Write("inventories/local/environment.yml", "api_version: hybridops/v1\nkind: Environment\nname: local\ntier: local\nrecords: { keep_last: 2 }\nphases: {}\n");
        foreach (var day in (string[])["01", "02", "03", "04"])
        {
            await WriteAsync($"bootstrap-202601{day}T030405Z-0123abcd");
        }

        var dry = await Called.Async(world, "runs", "prune", "--dry-run", "--json");
        var byFile = await Called.Async(world, "runs", "prune");
        var byOption = await Called.Async(world, "runs", "prune", "--keep-last", "1", "--older-than", "1d");

        Assert.Equal(["bootstrap-20260102T030405Z-0123abcd", "bootstrap-20260101T030405Z-0123abcd"], dry.Json["removed"]!.AsArray().Select(id => (string?)id));
        Assert.Contains("2 of 4 removed, ", byFile.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 removed, ", byOption.Output, StringComparison.Ordinal);
        Assert.Equal("bootstrap-20260104T030405Z-0123abcd", Assert.Single(new RunStore(Logs).List()).Id.Value);
    }

    [Theory]
    [InlineData("runs", "prune")]
    [InlineData("runs", "prune", "--older-than", "soon")]
    [InlineData("runs", "prune", "--older-than", "")]
    [InlineData("runs", "prune", "--keep-last", "0")]
    public async Task Prune_without_a_rule_that_it_understands_does_nothing(params string[] arguments)
    {
        await WriteAsync(Id);

        var called = await Called.Async(world, arguments);

        Assert.Equal(2, called.ExitCode);
        Assert.Single(new RunStore(Logs).List());
    }

    [Fact]
    public async Task A_report_is_written_where_asked()
    {
        await WriteAsync(Id);

        var called = await Called.Async(world, "runs", "report", Id, "--junit", "reports/hyops.xml", "--json");

        Assert.Equal(world.Folder.At("reports", "hyops.xml"), (string?)called.Json["junit"]);
        Assert.Equal("bootstrap of local", (string?)XDocument.Load(world.Folder.At("reports", "hyops.xml")).Root!.Attribute("name"));
    }

    private string Logs => world.Folder.At("home", ".hybridops", "envs", "local", "logs");

    private async Task<string> WriteAsync(string id)
    {
        var (journal, record) = Begin(id);
        using (journal)
        {
            await journal.SealAsync(record with { ExitCode = 0 }, null, Token);
            return journal.Directory;
        }
    }

    private (RunJournal Journal, RunRecord Record) Begin(string text)
    {
        var id = RunId.TryParse(text, out var known) ? known : throw new ArgumentException(text);
        var journal = RunJournal.Create(Logs, id, new Masker(), TimeProvider.System);
        journal.On(new StageDone("contracts", "none"));
        return (journal, new RunRecord
        {
            RunId = text,
            Verb = "bootstrap",
            Environment = "local",
            Operator = "tester",
            Host = "test-host",
            HyopsVersion = "1.0.0",
            Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Events = new RecordedChain(0, EventChain.Beginning),
        });
    }
}
