using HyOps.Core.Commands;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Terraform;
using HyOps.Drivers.Tests.Steps;
using HyOps.Testing;

namespace HyOps.Drivers.Tests.Terraform;

public sealed class TerraformInterruptTests : IDisposable
{
    private readonly StepBench bench = new();

    public void Dispose() => bench.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task An_interrupted_apply_saves_its_state_frees_its_lock_and_leaves_no_plan()
    {
        bench.Stack("main.tf", """
            resource "terraform_data" "done" {}
            resource "terraform_data" "slow" {
              depends_on = [terraform_data.done]
              provisioner "local-exec" { command = "echo sleeping now; sleep 60" }
            }
            """);

        var outcome = await bench.InterruptAsync(new TerraformDriver(bench.Runner), new Version(1, 11, 4), "(local-exec): sleeping now", Cancel);

        Assert.Equal((StepOutcome.Interrupted, "interrupted during apply"), (outcome.Outcome, outcome.Summary));
        Assert.Contains("Run again to finish", outcome.Failure, StringComparison.Ordinal);
        Assert.Contains("Gracefully shutting down", bench.Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Two interrupts", bench.Log.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"done\"", await File.ReadAllTextAsync(Path.Combine(bench.StateDirectory, "terraform.tfstate"), Cancel), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(bench.StateDirectory, ".terraform.tfstate.lock.info")));
        Assert.False(File.Exists(Path.Combine(bench.WorkDirectory, TerraformWorkspace.PlanName)));
    }

    [Fact]
    public async Task A_step_that_is_cancelled_before_its_start_starts_nothing()
    {
        bench.Stack("main.tf", "output \"x\" { value = 1 }\n");
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        var outcome = await bench.RunAsync(new TerraformDriver(bench.Runner), new Version(1, 11, 4), source.Token);

        Assert.Equal(StepOutcome.Interrupted, outcome.Outcome);
        Assert.Empty(outcome.Commands);
    }

    [Fact]
    public async Task A_lock_that_an_interrupted_apply_left_is_told_with_its_holder_and_what_to_do()
    {
        bench.Stack("main.tf", "output \"x\" { value = 1 }\n");
        var runner = Answering(apply: () => bench.Folder.Write(
            "state/.terraform.tfstate.lock.info",
            """{"ID":"abc","Operation":"OperationTypeApply","Who":"eve@host","Created":"2026-01-01T00:00:00Z"}"""));

        var outcome = await bench.RunAsync(new TerraformDriver(runner), new Version(1, 11, 4), Cancel);

        Assert.Equal(StepOutcome.LockLeft, outcome.Outcome);
        Assert.Contains("the state's lock abc was left behind by eve@host since 2026-01-01 00:00:00 UTC. Before anything else: hyops recover", outcome.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, StepOutcome.Failed, "Look for it before you run again")]
    [InlineData(true, StepOutcome.LockLeft, "But the state's lock abc was left behind by eve@host")]
    public async Task An_apply_that_somebody_killed_did_not_end_in_order(bool leavesLock, StepOutcome expected, string words)
    {
        bench.Stack("main.tf", "output \"x\" { value = 1 }\n");
        var runner = new KilledRunner(Answering(apply: () => bench.Folder.Write(leavesLock ? "state/.terraform.tfstate.lock.info" : "nothing", """{"ID":"abc","Who":"eve@host"}""")), "apply");

        var outcome = await bench.RunAsync(new TerraformDriver(runner), new Version(1, 11, 4), Cancel);

        Assert.Equal((expected, "killed during apply"), (outcome.Outcome, outcome.Summary));
        Assert.StartsWith("terraform apply was killed before it ended: what it did since it last saved its state is in no state", outcome.Failure, StringComparison.Ordinal);
        Assert.Contains(words, outcome.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_was_killed_says_that_it_changed_nothing()
    {
        bench.Stack("main.tf", "output \"x\" { value = 1 }\n");

        var outcome = await bench.RunAsync(new TerraformDriver(new KilledRunner(Answering(apply: () => { }), "plan")), new Version(1, 11, 4), Cancel);

        Assert.Equal((StepOutcome.Interrupted, "terraform plan was interrupted, did not end and was killed; it changes nothing. Run again"), (outcome.Outcome, outcome.Failure));
    }

    [Fact]
    public async Task A_state_that_could_not_be_written_is_saved_out_of_the_work_directory()
    {
        bench.Stack("main.tf", "output \"x\" { value = 1 }\n");
        var runner = Answering(apply: () => File.WriteAllText(Path.Combine(bench.WorkDirectory, "errored.tfstate"), """{"serial":7}"""));

        var outcome = await bench.RunAsync(new TerraformDriver(runner), new Version(1, 11, 4), Cancel);

        Assert.Equal(StepOutcome.StateUnsaved, outcome.Outcome);
        Assert.Contains("hyops recover", outcome.Failure, StringComparison.Ordinal);
        Assert.Equal("""{"serial":7}""", await File.ReadAllTextAsync(Path.Combine(bench.StateDirectory, "errored.tfstate"), Cancel));
    }

    [Fact]
    public async Task An_output_that_fails_or_makes_no_sense_is_a_failure_and_never_no_outputs()
    {
        bench.Stack("main.tf", "output \"x\" { value = 1 }\n");
        var failing = await bench.RunAsync(new TerraformDriver(new RecordingRunner(Unchanged((1, "")))), new Version(1, 11, 4), Cancel);
        var afterApply = await bench.RunAsync(new TerraformDriver(new RecordingRunner(Changed)), new Version(1, 11, 4), Cancel);
        var senseless = await bench.RunAsync(new TerraformDriver(new RecordingRunner(Unchanged((0, "s3cret{")))), new Version(1, 11, 4), Cancel);

        Assert.Equal([StepOutcome.Failed, StepOutcome.Failed, StepOutcome.Failed], [failing.Outcome, senseless.Outcome, afterApply.Outcome]);
        Assert.StartsWith("the apply is through and its state is saved, but what it made could not be read: terraform show: its answer cannot be read (line 1). What was published before stays", afterApply.Failure, StringComparison.Ordinal);
        Assert.StartsWith("terraform output: ", failing.Failure, StringComparison.Ordinal);
        Assert.Equal("terraform output: its answer cannot be read (line 1); what was published before stays", senseless.Failure);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_tool_that_is_gone_after_its_apply_is_told_with_what_is_known_of_the_state()
    {
        bench.Stack("main.tf", "resource \"terraform_data\" \"made\" { input = 1 }\noutput \"x\" { value = terraform_data.made.output }\n");
        var vanishing = bench.Folder.WriteScript("vanishing", $"'{bench.Request("terraform", new Version(1, 11, 4)).Program}' \"$@\"; code=$?; case \"$1\" in apply) rm \"$0\";; esac; exit $code");

        var outcome = await bench.WithAsync(new TerraformDriver(bench.Runner), new Version(1, 11, 4), request => new TerraformDriver(bench.Runner).RunAsync(request with { Program = vanishing }, Cancel));
        var next = await bench.RunAsync(new TerraformDriver(bench.Runner), new Version(1, 11, 4), Cancel);

        Assert.Equal((StepOutcome.Failed, "1 added, 0 changed, 0 destroyed; outputs not read"), (outcome.Outcome, outcome.Summary));
        Assert.StartsWith($"the apply is through and its state is saved, but what it made could not be read: {vanishing}: not found; install it", outcome.Failure, StringComparison.Ordinal);
        Assert.EndsWith("Then run the same again: it finds nothing to change, and publishes the outputs", outcome.Failure, StringComparison.Ordinal);
        Assert.Equal((StepOutcome.Unchanged, 1), (next.Outcome, (int?)next.Outputs["x"]));
    }

    private static Func<Command, (int ExitCode, string Output)> Unchanged((int ExitCode, string Output) output) =>
        command => command.Arguments[0] == "output" ? output : (0, "");

    private static (int ExitCode, string Output) Changed(Command command) => command.Arguments switch
    {
        ["plan", ..] => (2, ""),
        ["show", .., TerraformWorkspace.PlanName] => (0, """{"format_version":"1.2","resource_changes":[]}"""),
        ["show", ..] => (0, "s3cret{"),
        _ => (0, ""),
    };

    private static RecordingRunner Answering(Action apply) => new(command =>
    {
        switch (command.Arguments[0])
        {
            case "plan":
                return (2, "");
            case "show":
                return (0, """{"format_version":"1.2","resource_changes":[]}""");
            case "apply":
                apply();
                return (1, "");
            default:
                return (0, "");
        }
    });

    /// <summary>One whose command of a name was interrupted, and killed when it did not end.</summary>
    private sealed class KilledRunner(RecordingRunner runner, string name) : ICommandRunner
    {
        public async Task<CommandResult> RunAsync(Command command, ICommandOutput output, CancellationToken cancellationToken)
        {
            var result = await runner.RunAsync(command, output, cancellationToken);
            return command.Arguments[0] == name ? result with { ExitCode = 128 + 9, Interrupted = true, Killed = true } : result;
        }
    }
}
