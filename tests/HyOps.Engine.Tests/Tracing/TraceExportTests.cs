using System.Text;
using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Runs.Verification;
using HyOps.Engine.Tests.Phases;
using HyOps.Engine.Tracing;

namespace HyOps.Engine.Tests.Tracing;

public sealed class TraceExportTests : IDisposable
{
    private const string Parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private readonly SmallProject project = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task A_run_is_a_span_with_one_for_each_step_and_children_know_theirs()
    {
        await using var collector = await TraceCollector.StartAsync();
        var driver = new ScriptedDriver(Address);

        var summary = await project.RunAsync(
            driver, Token, null, ("TRACEPARENT", Parent), ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("OTEL_RESOURCE_ATTRIBUTES", "team=platform,site=north%20wing"));

        var (spans, resource) = collector.Single();
        Assert.Equal(["bootstrap of local", "base", "app"], spans.Select(span => span.Name));
        Assert.All(spans, span => Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", span.TraceId));
        Assert.Equal("00f067aa0ba902b7", spans[0].ParentId);
        Assert.All(spans.Skip(1), span => Assert.Equal(spans[0].Id, span.ParentId));
        Assert.Equal(spans.Skip(1).Select(span => $"00-{span.TraceId}-{span.Id}-01"), driver.Requests.Select(request => request.Environment.Plain["TRACEPARENT"]));
        Assert.Equal((summary.Id.Value, "local", "bootstrap", 0L), ((string)spans[0].Attributes["hyops.run_id"], (string)spans[0].Attributes["hyops.environment"], (string)spans[0].Attributes["hyops.phase"], (long)spans[0].Attributes["hyops.exit_code"]));
        Assert.Equal(("core/test/app", "terraform 1.11.4", "changed"), ((string)spans[2].Attributes["hyops.module"], (string)spans[2].Attributes["hyops.tool"], (string)spans[2].Attributes["hyops.outcome"]));
        Assert.All(spans, span => Assert.True(span.Error is null && span.Start <= span.End && span.Start >= spans[0].Start.AddMilliseconds(-1)));
        Assert.Equal(("hyops", "platform", "north wing"), ((string)resource["service.name"], (string)resource["team"], (string)resource["site"]));
        Assert.Contains(project.Events.OfType<StageDone>(), stage => stage.Stage == "traces" && stage.Detail.StartsWith("3 spans to " + collector.Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_is_an_error_of_its_step_and_its_run_and_no_secret_leaves()
    {
        const string secret = "correct-horse-battery";
        await project.SetAsync(Token, $"APP_DB_PASSWORD={secret}");
        await using var collector = await TraceCollector.StartAsync();
        var driver = new ScriptedDriver(async (request, token) => request.StepId == "base"
            ? await Address(request, token)
            : ScriptedDriver.Changed with { Outcome = StepOutcome.Failed, Failure = $"login with {secret} failed" });

        await project.RunAsync(driver, Token, null, ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.Address + "/v1/traces"));

        var (spans, _) = collector.Single();
        Assert.Contains("login with", spans[2].Error, StringComparison.Ordinal);
        Assert.Equal("app: failed", spans[0].Error);
        Assert.Equal((20L, (string?)null), ((long)spans[0].Attributes["hyops.exit_code"], spans[1].Error));
        Assert.DoesNotContain(secret, Encoding.UTF8.GetString(collector.Requests.Single().Body), StringComparison.Ordinal);
        Assert.Equal(32, spans[0].TraceId.Length);
        Assert.Null(spans[0].ParentId);
    }

    [Fact]
    public void Every_text_of_a_record_is_masked_again_on_its_way_out()
    {
        const string secret = "known-only-later";
        var run = RunId.Create("bootstrap", TimeProvider.System);
        var step = new RecordedStep { Id = "app", Module = $"m/{secret}", Tool = $"tool {secret}", Outcome = "failed", Summary = $"saw {secret}", Failure = $"login with {secret}", Started = DateTimeOffset.UnixEpoch };
        var record = new RunRecord
        {
            RunId = run.Value, Verb = "bootstrap", Environment = $"env-{secret}", Operator = "", Host = "", HyopsVersion = "", Started = DateTimeOffset.UnixEpoch,
            ExitCode = 20, Error = new RecordedError($"stopped by {secret}", null), Steps = [step], Events = new RecordedChain(0, ""),
        };

        var spans = RunSpans.Of(record, RunTrace.Of(run, project.World.Surroundings()), text => text.Replace(secret, "***", StringComparison.Ordinal));

        Assert.Equal(["bootstrap of env-***", "app"], spans.Select(span => span.Name));
        Assert.Equal(["stopped by ***", "login with ***"], spans.Select(span => span.Error));
        Assert.All(spans.SelectMany(span => span.Attributes), attribute => Assert.DoesNotContain(secret, attribute.Value.ToString(), StringComparison.Ordinal));
        Assert.Contains(spans[1].Attributes, attribute => attribute.Value is "saw ***");
    }

    [Fact]
    public async Task The_collectors_headers_are_sent_and_are_secrets()
    {
        await using var collector = await TraceCollector.StartAsync();
        var driver = new ScriptedDriver((_, _) => Task.FromResult(ScriptedDriver.Changed with { Summary = "saw k1ck-0ff-t0ken-of-collector", Outputs = new JsonObject { ["address"] = "10.0.0.7" } }));

        await project.RunAsync(
            driver, Token, null, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address + "/"), ("OTEL_EXPORTER_OTLP_HEADERS", "x-api-key=k1ck-0ff-t0ken-of-collector,x-other=a%2Cb"));

        var headers = collector.Requests.Single().Headers;
        Assert.Equal(("k1ck-0ff-t0ken-of-collector", "a,b"), (headers["x-api-key"], headers["x-other"]));
        Assert.All(
            Directory.EnumerateFiles(project.LastRun.Directory, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("k1ck-0ff", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.DoesNotContain(driver.Requests, request => request.Environment.Plain.Keys.Any(name => name.StartsWith("OTEL_", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", null, "not exported to http://127.0.0.1:1/v1/traces: ")]
    [InlineData("ftp://somewhere", null, "the endpoint is no http or https address")]
    [InlineData("http://user:pw-of-collector@127.0.0.1:1", null, "the endpoint holds a user or password")]
    [InlineData("http://127.0.0.1:1", "grpc", "the protocol grpc is not spoken here")]
    public async Task What_cannot_be_sent_is_told_and_fails_no_run(string endpoint, string? protocol, string told)
    {
        var summary = await project.RunAsync(new ScriptedDriver(Address), Token, null, ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol));

        var detail = project.Events.OfType<StageDone>().Single(stage => stage.Stage == "traces").Detail;
        Assert.Contains(told, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("pw-of-collector", detail, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, summary.ExitCode);
        Assert.Equal(RecordState.Intact, RecordInspection.Of(project.LastRun).State);
    }

    [Fact]
    public async Task A_collector_that_refuses_or_never_answers_is_told_in_bounded_time()
    {
        await using var refuses = await TraceCollector.StartAsync(status: 503);
        await using var hangs = await TraceCollector.StartAsync(answers: false);

        await project.RunAsync(new ScriptedDriver(Address), Token, null, ("OTEL_EXPORTER_OTLP_ENDPOINT", refuses.Address));
        await project.RunAsync(new ScriptedDriver(Address), Token, null, ("OTEL_EXPORTER_OTLP_ENDPOINT", hangs.Address), ("OTEL_EXPORTER_OTLP_TIMEOUT", "200"));

        var told = project.Events.OfType<StageDone>().Where(stage => stage.Stage == "traces").Select(stage => stage.Detail).ToList();
        Assert.EndsWith("the collector answered 503 Service Unavailable", told[0], StringComparison.Ordinal);
        Assert.EndsWith("the collector did not answer within 0.2 s", told[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    [InlineData("OTEL_TRACES_EXPORTER", "none")]
    [InlineData("TRACEPARENT", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00")]
    public async Task Nothing_is_sent_where_the_surroundings_say_no(string name, string value)
    {
        await using var collector = await TraceCollector.StartAsync();
        var driver = new ScriptedDriver(Address);

        await project.RunAsync(driver, Token, null, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), (name, value));

        Assert.Empty(collector.Requests);
        Assert.Equal(name == "TRACEPARENT" ? "-00" : "-01", driver.Requests[0].Environment.Plain["TRACEPARENT"][^3..]);
    }

    [Fact]
    public async Task The_collector_of_environment_yml_is_used_where_no_variable_names_one()
    {
        await using var collector = await TraceCollector.StartAsync();
        project.World.Folder.Write(
            "project/inventories/local/environment.yml",
            await File.ReadAllTextAsync(project.World.Folder.At("project", "inventories", "local", "environment.yml"), Token) + $"telemetry: {{ otlp: \"{collector.Address}\" }}\n");

        await project.RunAsync(new ScriptedDriver(Address), Token);

        Assert.Equal(3, collector.Single().Spans.Count);
    }

    [Fact]
    public async Task A_run_that_is_stopped_before_its_steps_is_a_trace_too()
    {
        await using var collector = await TraceCollector.StartAsync();

        await Assert.ThrowsAnyAsync<HyOpsException>(() => project.RunAsync(
            new ScriptedDriver(), Token, options => options with { AllowedShellKeys = [], Confirmation = null, Phase = Phase.Dr }, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address)));

        Assert.NotNull(Assert.Single(collector.Single().Spans).Error);
    }

    [Theory]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true)]
    [InlineData("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-later", true)]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-later", false)]
    [InlineData("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false)]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01", false)]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", false)]
    [InlineData("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", false)]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n", false)]
    [InlineData("", false)]
    public async Task A_callers_trace_is_joined_where_it_is_one(string parent, bool joined)
    {
        var driver = new ScriptedDriver(Address);

        await project.RunAsync(driver, Token, null, ("TRACEPARENT", parent));

        Assert.Equal(joined, driver.Requests[0].Environment.Plain["TRACEPARENT"].StartsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-", StringComparison.Ordinal));
    }

    private static Task<Core.Drivers.DriverOutcome> Address(Core.Drivers.DriverRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(ScriptedDriver.Changed with { Outputs = new JsonObject { ["address"] = "10.0.0.7" } });
}
