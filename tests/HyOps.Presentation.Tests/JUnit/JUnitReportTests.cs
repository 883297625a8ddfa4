using System.Xml.Linq;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Phases;
using HyOps.Engine.Runs;
using HyOps.Presentation.JUnit;
using HyOps.Presentation.Tests.Runs;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.JUnit;

public sealed class JUnitReportTests : IDisposable
{
    private readonly TempFolder folder = new("junit");

    private static RunRecord Record { get; } = new()
    {
        RunId = SampleRun.Id.Value,
        Verb = "bootstrap",
        Environment = "local",
        Operator = "alice",
        Host = "runner-1",
        HyopsVersion = "1.2.3",
        Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        DurationMs = 63_400,
        ExitCode = 20,
        Guardrails = [new("environment-named", true, "local is implied"), new("exposed", false, "others may write /srv")],
        Steps =
        [
            Step("image", "changed", null, 1_200),
            Step("network", "failed", "terraform ended with 1: \e[31m\0<subnet> & \ud800 ]]> overlaps\nsecond line", 62_300),
            Step("edge", "lock-left", "lock 1234 is left", 5),
            Step("probe", "interrupted", null, 5),
            Step("app", "not-run", "it needs network, which did not succeed", 0),
        ],
        Events = new RecordedChain(12, EventChain.Beginning),
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_step_and_guardrail_is_a_case_that_says_how_it_ended()
    {
        var cases = Report(Record).Descendants("testcase").ToDictionary(element => (string)element.Attribute("name")!);

        Assert.Equal(["run", "environment-named", "exposed", "image", "network", "edge", "probe", "app"], cases.Keys);
        Assert.Equal(
            ["", "", "failure", "", "failure", "failure", "error", "skipped"],
            cases.Values.Select(element => element.Elements().FirstOrDefault()?.Name.LocalName ?? ""));
        Assert.Equal("core/local/network", (string?)cases["network"].Attribute("classname"));
        Assert.Equal("62.300", (string?)cases["network"].Attribute("time"));
        Assert.Equal(@"terraform ended with 1: \x1b[31m\x00<subnet> & \ud800 ]]> overlaps", (string?)cases["network"].Element("failure")!.Attribute("message"));
        Assert.Contains("second line", cases["network"].Element("failure")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_suite_counts_its_cases()
    {
        var suite = Report(Record).Root!.Element("testsuite")!;

        Assert.Equal(["8", "3", "1", "1"], ((string[])["tests", "failures", "errors", "skipped"]).Select(name => (string?)suite.Attribute(name)));
    }

    [Fact]
    public void Logs_of_any_bytes_are_shown_from_their_end()
    {
        folder.Write("steps/image/stdout.log", string.Concat(Enumerable.Repeat("an early line\n", 5_000)) + "the last line \u0007\ufffe 🙂\n");
        File.WriteAllBytes(folder.Write("steps/network/stderr.log", ""), [0xff, 0xfe, 0x00, 0x1b, 0x80, (byte)'x']);
        folder.Write("secret", "of another folder");
        File.CreateSymbolicLink(folder.At("steps", "image", "stderr.log"), folder.At("secret"));

        var report = Report(Record);

        var output = report.Descendants("system-out").Single().Value;
        Assert.EndsWith("the last line \\x07\\ufffe 🙂\n", output, StringComparison.Ordinal);
        Assert.StartsWith("… ", output, StringComparison.Ordinal);
        Assert.True(output.Length < 20_000);
        Assert.EndsWith("x", Assert.Single(report.Descendants("system-err")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_stopped_or_killed_is_an_error_of_its_own()
    {
        var stopped = Report(Record with { Steps = [], Error = new RecordedError("the lease is held", "wait") });
        var killed = Report(Record with { Steps = [], ExitCode = null });

        Assert.Equal("stopped", (string?)stopped.Descendants("error").Single().Attribute("type"));
        Assert.Equal("unfinished", (string?)killed.Descendants("error").Single().Attribute("type"));
    }

    [Fact]
    public async Task A_run_that_never_had_a_record_leaves_a_report_and_its_own_error()
    {
        var path = folder.At("reports", "hyops.xml");
        var options = new RunPhaseOptions { Phase = Phase.Dr, Environment = "drill" };

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => JUnitFile.AroundAsync(
            path, options, new Ignore(), text => text.Replace("hunter2", "***", StringComparison.Ordinal), (_, _) => throw new InvalidOperationException("bad: hunter2"), TestContext.Current.CancellationToken));

        Assert.Equal("bad: hunter2", error.Message);
        Assert.Equal("bad: ***", JUnitSchema.Read(path).Descendants("error").Single().Value);
    }

    private XDocument Report(RunRecord record)
    {
        var path = folder.At("report.xml");
        JUnitFile.Write(path, JUnitReport.Of(new StoredRun(SampleRun.Id, folder.FullPath, record, null), record));
        return JUnitSchema.Read(path);
    }

    private static RecordedStep Step(string id, string outcome, string? failure, long milliseconds) => new()
    {
        Id = id,
        Module = $"core/local/{id}",
        Tool = "terraform 1.11.4",
        Outcome = outcome,
        Summary = "a summary",
        Failure = failure,
        DurationMs = milliseconds,
    };

    private sealed class Ignore : IRunObserver
    {
        public void On(RunEvent runEvent)
        {
        }
    }
}
