using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Engine.Runbooks;
using HyOps.Engine.Tests.Phases;

namespace HyOps.Engine.Tests.Runbooks;

public sealed class GateTests : IDisposable
{
    private const string Steps = """
        drill:
          disaster: { command: ["true"] }
          cleanup: { command: ["true"] }
          clean: { command: ["true"] }
        steps:
          - { id: go, kind: gate, question: "Promote?", expires: 1m }
          - { id: base, module: core/test/base, needs: [go] }
        """;

    private readonly Recovery recovery = new(Steps);

    public void Dispose() => recovery.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_run_waits_at_its_gate_until_somebody_approves_it()
    {
        var running = recovery.RunAsync();
        var run = await WaitingAsync();

        var approval = Approve(run, "go");
        var summary = await running;

        Assert.Equal((run, "go", "R. Meyer"), (approval.Run, approval.Gate, approval.Approver));
        Assert.Equal("approved by R. Meyer: site A burns", summary.Steps[0].Summary);
        Assert.Equal(["base"], recovery.Ran);
        Assert.Contains("\"approver\":\"R. Meyer\"", File.ReadAllText(recovery.JournalOfLast), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_approval_is_for_a_gate_at_which_the_run_waits_now()
    {
        var running = recovery.RunAsync();
        var run = await WaitingAsync();

        var elsewhere = Assert.Throws<RunbookException>(() => Approve(run, "base"));
        Approve(run, "go");
        await running;
        var late = Assert.Throws<RunbookException>(() => Approve(run, "go"));

        Assert.EndsWith("it does not wait there", elsewhere.Message, StringComparison.Ordinal);
        Assert.EndsWith("it does not run any more", late.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_approval_passes_to_the_run_that_resumes_and_never_to_a_later_one()
    {
        recovery.Instead = static _ => ScriptedDriver.Changed with { Outcome = StepOutcome.Failed };
        var running = recovery.RunAsync();
        var first = await WaitingAsync();
        Approve(first, "go");
        await running;
        recovery.Instead = static _ => null;

        var resumed = await recovery.RunAsync(new RunbookOptions { Resume = first });
        using var stop = new CancellationTokenSource();
        var later = recovery.RunAsync(cancellationToken: stop.Token);
        await WaitingAsync(besides: [first, resumed.Id.Value]);
        await stop.CancelAsync();

        Assert.Equal($"approved by R. Meyer in {first}, which this run resumes", resumed.Steps[0].Summary);
        Assert.Equal((ExitCode.Interrupted, StepOutcome.Interrupted), ((await later).ExitCode, (await later).Steps[0].Outcome));
    }

    [Fact]
    public async Task A_gate_that_nobody_approves_in_time_refuses()
    {
        recovery.Project.WriteRunbook(Steps.Replace("1m", "1s", StringComparison.Ordinal));

        var summary = await recovery.RunAsync();

        Assert.Equal((ExitCode.Refused, StepOutcome.Refused), (summary.ExitCode, summary.Steps[0].Outcome));
        Assert.Empty(recovery.Ran);
    }

    [Fact]
    public async Task A_drill_passes_its_gates_and_says_so()
    {
        var summary = await recovery.RunAsync(new RunbookOptions { Drill = true });

        Assert.Equal("passed by the drill, which asks nobody", summary.Steps.Single(step => step.Step == "go").Summary);
        Assert.Equal(ExitCode.Ok, summary.ExitCode);
    }

    private GateApproval Approve(string run, string gate) => new ApproveGate(recovery.Project.World.Surroundings()).Give("local", recovery.Project.Root, run, gate, "R. Meyer", "site A burns");

    // What tells a person to approve is the event that the test waits for.
    private async Task<string> WaitingAsync(params string[] besides)
    {
        while (true)
        {
            var found = Directory.Exists(Path.Combine(recovery.Project.Root, "logs", "dr"))
                ? Directory.GetFiles(Path.Combine(recovery.Project.Root, "logs", "dr"), RunbookJournal.FileName, SearchOption.AllDirectories)
                    .FirstOrDefault(journal => !besides.Contains(RunOf(journal)) && File.ReadAllText(journal).Contains("\"kind\":\"gate\"", StringComparison.Ordinal))
                : null;
            if (found is not null)
            {
                return RunOf(found);
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static string RunOf(string journal) => Path.GetFileName(Path.GetDirectoryName(journal))!;
}
