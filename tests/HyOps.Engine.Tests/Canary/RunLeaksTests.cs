using System.IO.Compression;
using System.Text;
using HyOps.Core;
using HyOps.Core.Drivers;
using HyOps.Core.Runs;
using HyOps.Engine.Tests.Phases;

namespace HyOps.Engine.Tests.Canary;

/// <summary>Runs whose modules leave what they should not, where they should not.</summary>
public sealed class RunLeaksTests : IDisposable
{
    private const string Value = "kq7Zp2-known-password-Xw81";
    private readonly SmallProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task A_run_that_leaves_nothing_is_clean_and_its_record_says_what_was_searched()
    {
        var summary = await RunAsync(static _ => { });

        Assert.Equal(ExitCode.Ok, summary.ExitCode);
        Assert.Empty(summary.Leaks);
        Assert.Equal("clean", project.LastRun.Record!.LeakSearch!.Outcome);
        Assert.True(project.LastRun.Record.LeakSearch.Files >= 3, "record.json, events.jsonl and what was published");
        Assert.DoesNotContain(project.Events, one => one is StageDone { Stage: "leaks" or "leaked" });
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("base64")]
    [InlineData("hexadecimal")]
    [InlineData("UTF-16")]
    public async Task A_value_in_the_state_directory_is_found_in_every_form(string form)
    {
        var summary = await RunAsync(request => File.WriteAllBytes(Path.Combine(request.StateDirectory, "left"), Written(form)));

        Assert.Equal(ExitCode.SecretsFailed, summary.ExitCode);
        Assert.Equal(new Leak("APP_DB_PASSWORD", "state/instances/core/test/app/app/left", form), Assert.Single(summary.Leaks));
        Assert.Equal("leaked", project.LastRun.Record!.LeakSearch!.Outcome);
        Assert.Equal(21, project.LastRun.Record.ExitCode);
        Assert.Contains(project.Events, one => one is StageDone { Stage: "leaked" });
        Assert.DoesNotContain(Value, File.ReadAllText(Path.Combine(summary.RecordDirectory, "record.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_something_stops_between_its_steps_is_searched_too()
    {
        project.Watch = static one => _ = one is StepFinished { Result.Step: "app" } ? throw new IOException("the view is gone") : 0;

        await Assert.ThrowsAsync<IOException>(() => RunAsync(static request => File.WriteAllText(Path.Combine(request.StateDirectory, "left"), Value)));

        Assert.Equal("leaked", project.LastRun.Record!.LeakSearch!.Outcome);
        Assert.Equal("APP_DB_PASSWORD", Assert.Single(project.LastRun.Record.LeakSearch.Leaks).Secret);
    }

    [Fact]
    public async Task Archives_are_looked_into()
    {
        var summary = await RunAsync(request =>
        {
            using (var archive = ZipFile.Open(Path.Combine(request.StateDirectory, "plan"), ZipArchiveMode.Create))
            using (var entry = archive.CreateEntry("tfplan").Open())
            {
                entry.Write(Encoding.UTF8.GetBytes(new string('x', 1000) + Value));
            }

            using var packed = new GZipStream(File.Create(Path.Combine(request.StateDirectory, "log.gz")), CompressionLevel.SmallestSize);
            packed.Write(Encoding.UTF8.GetBytes(new string('x', 1000) + Value));
        });

        Assert.Equal(["state/instances/core/test/app/app/log.gz!", "state/instances/core/test/app/app/plan!tfplan"], summary.Leaks.Select(leak => leak.Place));
    }

    [Fact]
    public async Task A_child_that_writes_its_environment_down_is_found_out_by_the_canary()
    {
        var summary = await RunAsync(
            request => File.WriteAllText(Path.Combine(request.Environment.Plain["TMPDIR"], "environment"), $"HYOPS_CANARY={request.Environment.Secrets["HYOPS_CANARY"].Reveal()}"));

        var leak = Assert.Single(summary.Leaks);
        Assert.Equal(("HYOPS_CANARY", "plain"), (leak.Secret, leak.Form));
        Assert.EndsWith("/environment", leak.Place, StringComparison.Ordinal);
        Assert.False(File.Exists(leak.Place), "temporary files go with the run");
    }

    [Fact]
    public async Task Work_that_is_kept_and_files_in_the_record_are_searched()
    {
        var summary = await RunAsync(
            request =>
            {
                File.WriteAllText(Path.Combine(request.WorkDirectory, "kept"), Value);
                var record = Directory.GetDirectories(Path.Combine(project.Root, "logs", "bootstrap")).Single();
                File.WriteAllText(Path.Combine(record, "child.log"), Value);
            },
            static options => options with { KeepWork = true });

        Assert.Equal(["logs", "work"], summary.Leaks.Select(leak => leak.Place.Split('/')[0]));
    }

    [Fact]
    public async Task Work_that_is_removed_is_no_leak_and_what_was_there_before_the_run_is_not_its_own()
    {
        project.World.Folder.Write("root/state/older", Value);

        var summary = await RunAsync(static request => File.WriteAllText(Path.Combine(request.WorkDirectory, "gone"), Value));

        Assert.Equal(ExitCode.Ok, summary.ExitCode);
    }

    [Fact]
    public async Task State_may_hold_secrets_where_the_module_says_so_but_never_the_canary()
    {
        project.World.Folder.Write("project/modules/core/test/app/spec.yml", File.ReadAllText(project.World.Folder.At("project/modules/core/test/app/spec.yml"))
            .Replace("  defaults:\n", "  state_secrets: [{ address: terraform_data.a.input, reason: \"a test\" }]\n  defaults:\n", StringComparison.Ordinal));

        var allowed = await RunAsync(static request => File.WriteAllText(Path.Combine(request.StateDirectory, "terraform.tfstate"), Value));
        var canary = await RunAsync(static request => File.WriteAllText(Path.Combine(request.StateDirectory, "terraform.tfstate"), Value + request.Environment.Secrets["HYOPS_CANARY"].Reveal()));
        var beside = await RunAsync(static request => File.WriteAllText(Path.Combine(request.StateDirectory, "notes"), Value));

        Assert.Empty(allowed.Leaks);
        Assert.Equal("HYOPS_CANARY", Assert.Single(canary.Leaks).Secret);
        Assert.Equal("APP_DB_PASSWORD", Assert.Single(beside.Leaks).Secret);
    }

    private async Task<RunSummary> RunAsync(Action<DriverRequest> leave, Func<Engine.Phases.RunPhaseOptions, Engine.Phases.RunPhaseOptions>? adjust = null)
    {
        await project.SetAsync(TestContext.Current.CancellationToken, $"APP_DB_PASSWORD={Value}");
        var driver = new ScriptedDriver((request, _) =>
        {
            if (request.StepId == "app")
            {
                leave(request);
            }

            return Task.FromResult(request.StepId == "base" ? ScriptedDriver.Changed with { Outputs = new() { ["address"] = "here" } } : ScriptedDriver.Changed);
        });
        return await project.RunAsync(driver, TestContext.Current.CancellationToken, adjust);
    }

    private static byte[] Written(string form) => form switch
    {
        "base64" => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + Value + ";"))),
        "hexadecimal" => Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.UTF8.GetBytes(Value))),
        "UTF-16" => Encoding.Unicode.GetBytes(Value),
        _ => Encoding.UTF8.GetBytes($"password: {Value}"),
    };
}
