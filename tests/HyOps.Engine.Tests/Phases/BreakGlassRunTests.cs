using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Phases;
using HyOps.Testing.Sops;

namespace HyOps.Engine.Tests.Phases;

/// <summary>A recovery whose bundle lacks a key, with the break-glass file beside it; age is the real one.</summary>
public sealed class BreakGlassRunTests : IDisposable
{
    private const string Key = "APP_DB_PASSWORD";
    private const string Runbook = "docs/runbook.md";
    private readonly SmallProject project = new();
    private readonly ScriptedDriver driver = new();
    private readonly AgeKey age;

    public BreakGlassRunTests()
    {
        age = new AgeKey(project.World.Folder.At("operator/keys.txt"));
        project.World.Folder.Write($"project/{Runbook}", "# Runbook\n");
        project.World.Folder.Write("project/docs/dr.enc.yaml", new SopsWriter().With(Key, "of-the-glass-1").With("OTHER", "of-the-glass-2").For(age).Write());
        File.AppendAllText(project.World.Folder.At("project/inventories/local/environment.yml"), $$"""
            secrets:
              break_glass: { file: docs/dr.enc.yaml, runbook: {{Runbook}}, keys: [{{Key}}, OTHER] }

            """);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => project.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task What_the_bundle_lacks_comes_from_the_file_and_the_record_says_which_and_why()
    {
        // The wrapper keeps what was on the disk when something was about to be decrypted.
        project.World.Folder.WriteScript("tools/age", $"cp '{project.Root}'/logs/dr/*/record.json '{project.World.Folder.At("seen.json")}'; PATH=/usr/local/bin:/usr/bin:/bin exec age \"$@\"");

        await RunAsync(Allowed);

        Assert.Equal("of-the-glass-1", Given());
        var record = project.LastRun.Record!;
        Assert.Equal((Key, "break-glass"), (record.Secrets.Single().Name, record.Secrets.Single().Source));
        var set = Assert.Single(record.Overrides);
        Assert.Equal(("break-glass", Key, "INC-4711"), (set.Kind, set.Keys.Single(), set.Reason));
        Assert.Equal(("docs/dr.enc.yaml", Runbook), (record.BreakGlass!.File, record.BreakGlass.Runbook));
        Assert.Matches($"(?s)\"overrides\": \\[.*\"keys\": \\[\\s*\"{Key}\"\\s*\\].*\"break_glass\"", File.ReadAllText(project.World.Folder.At("seen.json")));
        Assert.Contains(project.Events.OfType<Core.Runs.StageDone>(), done => done.Detail.EndsWith($"{Key} from docs/dr.enc.yaml: rotate what was opened once this is over", StringComparison.Ordinal));
        Assert.DoesNotContain("of-the-glass", string.Concat(Directory.EnumerateFiles(project.LastRun.Directory, "*", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Where_the_bundle_has_it_all_the_file_stays_closed()
    {
        await project.SetAsync(Token, $"{Key}=of-the-bundle-2");
        project.World.Folder.WriteScript("tools/age", "exit 9");

        await RunAsync(Allowed);

        Assert.Equal("of-the-bundle-2", Given());
        Assert.Empty(project.LastRun.Record!.Overrides.Single().Keys);
        Assert.Equal("bundle", project.LastRun.Record.Secrets.Single().Source);
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_the_option_nothing_is_taken_from_it_and_the_refusal_names_the_way()
    {
        var refused = await Assert.ThrowsAnyAsync<HyOpsException>(() => RunAsync(options => options));

        Assert.Equal(ExitCode.SecretsFailed, refused.ExitCode);
        Assert.Contains($"hyops run dr --env local --break-glass --runbook {Runbook} --reason TEXT", refused.NextStep, StringComparison.Ordinal);
        Assert.Empty(driver.Requests);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(Phase.Bootstrap, true, Runbook, "why", ExitCode.OperatorError, "--break-glass is for dr")]
    [InlineData(Phase.Dr, true, Runbook, null, ExitCode.OperatorError, "no reason is given")]
    [InlineData(Phase.Dr, true, null, "why", ExitCode.OperatorError, "opened under its runbook only")]
    [InlineData(Phase.Dr, false, Runbook, null, ExitCode.OperatorError, "--runbook is given, and no --break-glass")]
    [InlineData(Phase.Dr, true, "docs/other.md", "why", ExitCode.Refused, "--runbook names docs/other.md")]
    public async Task It_is_for_a_recovery_under_its_runbook_with_a_reason(Phase phase, bool breakGlass, string? runbook, string? reason, ExitCode code, string text)
    {
        var refused = await Assert.ThrowsAnyAsync<HyOpsException>(() => RunAsync(options => options with { Phase = phase, BreakGlass = breakGlass, Runbook = runbook, Reason = reason }));

        Assert.Equal(code, refused.ExitCode);
        Assert.Contains(text, refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(project.Root, "logs")));
    }

    private static RunPhaseOptions Allowed(RunPhaseOptions options) => options with { BreakGlass = true, Runbook = Runbook, Reason = "INC-4711" };

    private Task<RunSummary> RunAsync(Func<RunPhaseOptions, RunPhaseOptions> adjust) =>
        project.RunAsync(driver, Token, options => adjust(options with { Phase = Phase.Dr }), ("SOPS_AGE_KEY_FILE", age.FilePath));

    private string Given() => driver.Requests[^1].Secrets.Secrets.Single().Value.Reveal();
}
