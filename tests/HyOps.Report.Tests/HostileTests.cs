using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Reports;

namespace HyOps.Report.Tests;

/// <summary>Texts, names and records that mean harm.</summary>
public sealed class HostileTests(Browser browser)
{
    private const string Attack = "</code></style></script>]]>--><script>window.taken = true</script><img src=x onerror='window.taken=true'>\"' onfocus=\"window.taken=true\" autofocus x=\"";
    private const string Invisible = "paid \u202e000,1\u202c \u200b\u2066nothing\u2069 \u0007\u001b[2J\u001b]0;title\u0007\u2028end\u009b1m";

    [Fact]
    public async Task No_text_of_a_record_or_a_log_becomes_markup()
    {
        await using var report = await browser.OpenAsync(Reported.Of(Everywhere));

        await report.Page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");

        Assert.Empty(report.Complaints);
        Assert.False(await report.EvaluateAsync<bool>("'taken' in window"));
        Assert.Equal(1, await report.Page.Locator("script").CountAsync());
        Assert.Equal(0, await report.Page.Locator("img, iframe, object, [onfocus], [onerror]").CountAsync());
        Assert.True(await report.Page.Locator(".lines li", new() { HasText = "]]>--><script>window.taken" }).First.IsVisibleAsync());
    }

    [Fact]
    public async Task What_does_not_print_is_shown()
    {
        await using var report = await browser.OpenAsync(Reported.Of(logs => new SampleRun(logs)
            .Step("app", "failed", "failed", 2, 3, failure: Invisible, output: Invisible + "\nprogress 10%\rprogress 20%\r\n\u001b[1;38;5;208mwarm\u001b[0m \u001b[48;2;1;2;3mback\u001b[m \ud83d\udc68\u200d\ud83d\udc69\n")
            .Write(ExitCode.ToolFailed)));

        var lines = await report.EvaluateAsync<string[]>("[...document.querySelectorAll('.lines li')].map(line => line.textContent.replace(/\\n$/, ''))");

        Assert.Equal(
            ["paid [U+202E]000,1[U+202C] [U+200B][U+2066]nothing[U+2069] ␇␛[2J␛]0;title␇[U+2028]end[U+009B]1m", "progress 10%␍progress 20%", "warm back \ud83d\udc68\u200d\ud83d\udc69"],
            lines);
        Assert.Equal("700", await report.EvaluateAsync<string>("getComputedStyle(document.querySelector('.lines .ab')).fontWeight"));
        Assert.Contains("[U+202E]", await report.Page.Locator(".card .said").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_got_in_would_not_run()
    {
        var html = Reported.Of("one step").Replace("<footer>", "<footer><script>window.taken = 1</script><b onclick=\"window.taken = 2\" id=\"trap\" style=\"color: red\">x</b><img src=\"https://example.invalid/x.png\">", StringComparison.Ordinal);
        await using var report = await browser.OpenAsync(html);

        await report.Page.Locator("#trap").ClickAsync();

        Assert.False(await report.EvaluateAsync<bool>("'taken' in window"));
        Assert.DoesNotContain("unsafe", html, StringComparison.Ordinal);
        Assert.Contains(report.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_reading_process_knows_is_masked_in_every_place()
    {
        const string value = "correct-horse-battery-staple-42";
        var masker = new Masker();
        masker.Register([SecretValue.From(value)]);

        var html = Reported.Of(
            logs => new SampleRun(logs)
                .With(record => record with { Operator = value, Error = new RecordedError(value, value), Overrides = [new("allow-shell", ["A"], value)] })
                .Step("app", "failed", value, 2, 3, failure: $"it said {value}", output: $"line\n{value}\n", errors: Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value)))
                .Write(ExitCode.ToolFailed),
            masker: masker);

        Assert.DoesNotContain(value, html, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value)), html, StringComparison.Ordinal);
        Assert.Contains("it said ***", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_names_files_elsewhere_gets_none_of_them()
    {
        using var folder = new TempFolder("record");
        folder.Write("outside.log", "from outside\n");
        var run = Samples.OneStep(folder.CreateFolder("logs"));
        File.CreateSymbolicLink(Path.Combine(run.Directory, "steps", "link.log"), folder.At("outside.log"));
        Directory.CreateSymbolicLink(Path.Combine(run.Directory, "steps", "folder"), folder.FullPath);
        Change(run, record =>
        {
            var files = (JsonArray)record["steps"]![0]!["files"]!;
            foreach (var path in new[] { "../../../outside.log", folder.At("outside.log"), "steps/link.log", "steps/folder/outside.log" })
            {
                files.Add(new JsonObject { ["path"] = path, ["bytes"] = 1, ["sha256"] = "00" });
            }
        });

        var html = RunReport.Render(Again(folder), Reported.Intact, new Masker());

        Assert.Contains("Your infrastructure matches", html, StringComparison.Ordinal);
        Assert.DoesNotContain("from outside", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_need_each_other_and_fields_of_another_version_are_shown_all_the_same()
    {
        using var folder = new TempFolder("record");
        var run = new SampleRun(folder.FullPath)
            .Step("a", "changed", "1 added", 1, 2, "b a nobody").Step("b", "changed", "1 added", 1, 2, "a").Step("a", "some-new-outcome", "twice", 1, 2, "b")
            .Write(ExitCode.Ok);
        Change(run, record =>
        {
            record["lease"] = new JsonObject { ["kind"] = "postgres", ["holder"] = "<b>runner-07</b>", ["fencing"] = 12 };
            record["files"] = new JsonArray(new JsonObject { ["path"] = "extra/recovery.json", ["bytes"] = 5, ["sha256"] = "00ff" });
            record["steps"]![0]!["changes"] = new JsonArray(new JsonObject { ["address"] = "module.db.x", ["action"] = "replace" });
        });

        var html = RunReport.Render(Again(folder), Reported.Intact, new Masker());

        Assert.Contains("&lt;b&gt;runner-07&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.Contains("module.db.x", html, StringComparison.Ordinal);
        Assert.Contains("extra/recovery.json<span", html, StringComparison.Ordinal);
        Assert.Contains("some new outcome", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_was_changed_says_so_first()
    {
        var check = new RecordCheck(RecordVerdict.Broken, "steps/app/stdout.log is not what the run wrote", ["steps/app/stdout.log: 61 bytes, the record names 60"]);

        await using var report = await browser.OpenAsync(Reported.Of(Samples.OneStep, check));

        Assert.Equal("This record was changed after the run", (await report.Page.Locator("h2").First.InnerTextAsync()).Trim());
        Assert.Equal(2, await report.Page.GetByText("61 bytes, the record names 60").CountAsync());
    }

    [Theory]
    [InlineData("", RecordVerdict.Intact, "intact: ")]
    [InlineData("events.jsonl", RecordVerdict.Broken, "events.jsonl(1)")]
    [InlineData("steps/app/stdout.log", RecordVerdict.Broken, "steps/app/stdout.log")]
    public void The_record_is_checked_when_the_report_is_made(string changed, RecordVerdict verdict, string words)
    {
        using var folder = new TempFolder("record");
        var run = Samples.OneStep(folder.FullPath);
        if (changed.Length > 0)
        {
            var path = Path.Combine(run.Directory, changed);
            var bytes = File.ReadAllBytes(path);
            bytes[20] ^= 1;
            File.WriteAllBytes(path, bytes);
        }

        var check = RecordCheck.Of(new RunStore(folder.FullPath).List().Single());

        Assert.Equal(verdict, check.Verdict);
        Assert.StartsWith(words, check.Findings is [var first, ..] ? first : check.Summary, StringComparison.Ordinal);
    }

    private static RunReading Everywhere(string logs) => new SampleRun(logs)
        .With(record => record with
        {
            Environment = Attack,
            Operator = Attack,
            Host = Attack,
            HyopsVersion = Attack,
            Git = new RecordedCommit(Attack, true),
            Error = new RecordedError(Attack, Attack),
            Guardrails = [new(Attack, false, Attack)],
            Overrides = [new(Attack, [Attack], Attack)],
            Authority = new(Attack, Attack, Attack),
            Secrets = [new(Attack, Attack, Attack, [Attack])],
            Seeded = [new(Attack, Attack, Attack, Attack)],
            Tools = new SortedDictionary<string, string> { [Attack] = Attack },
        })
        .Step("app", "failed", Attack, 2, 3, failure: Attack, output: Attack + "\n", errors: $"\u001b[31m{Attack}\u001b[0m")
        .Step(Attack.Replace('/', '|'), "not-run", Attack, 0, 0, "app")
        .Write(ExitCode.ToolFailed);

    private static void Change(RunReading run, Action<JsonObject> change)
    {
        var path = Path.Combine(run.Directory, RunJournal.RecordFile);
        var record = (JsonObject)JsonNode.Parse(File.ReadAllText(path))!;
        change(record);
        File.WriteAllText(path, record.ToJsonString());
    }

    private static RunReading Again(TempFolder folder) =>
        RunReader.Read(new RunStore(Directory.Exists(folder.At("logs")) ? folder.At("logs") : folder.FullPath).List().Single());
}
