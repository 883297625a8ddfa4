using HyOps.Core;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Presentation.Recovery;
using HyOps.Presentation.Screens;
using HyOps.Presentation.Tests.Runs;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.Recovery;

public sealed class RecoveryCardTests
{
    private static readonly StateLock Held = new()
    {
        Id = "75182b50-54f8-57cf-78dd-5fc387a3b326",
        Who = "ops@runner",
        Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Holder = LockHolder.Dead,
        HolderReason = "run bootstrap-20260102T030405Z-0123abcd took it, on this machine, and none of its processes lives",
    };

    private static readonly StateVersion Six = new(6, "5a7e");

    private static readonly StateVersion Seven = new(7, "5a7e");

    [Fact]
    public void A_state_that_was_not_saved_comes_before_everything_else() => Golden.Matches("recovery-unsaved.txt", Card(
        Step("network", StepOutcome.LockLeft, new() { Classification = StepEnd.LockLeft, Backend = "local", Before = Six, After = Seven, Lock = Held }),
        Step("app", StepOutcome.StateUnsaved, new()
        {
            Classification = StepEnd.StateUnsaved, Backend = "http", Before = Six, After = Six, Lock = Held,
            Rescued = new("/srv/drill/state/instances/platform/app/app/errored.tfstate", "0a", Seven),
        })));

    [Fact]
    public void A_lock_that_somebody_else_holds_is_waited_for() => Golden.Matches("recovery-held.txt", Card(
        Step("app", StepOutcome.Failed, new() { Classification = StepEnd.LockHeld, Backend = "http", Lock = Held with { Who = "ops@elsewhere", Holder = LockHolder.Unknown, HolderReason = "it was taken on elsewhere, and this is runner" } })));

    [Fact]
    public void An_interrupt_in_order_says_that_nothing_is_held_and_how_to_go_on() => Golden.Matches("recovery-interrupted.txt", Card(
        Step("app", StepOutcome.Interrupted, new() { Classification = StepEnd.Interrupted, Backend = "local", Before = Six, After = Seven })));

    [Fact]
    public void An_interrupt_after_which_nobody_could_look_is_not_called_in_order() => Golden.Matches("recovery-unseen.txt", Card(
        Step("app", StepOutcome.Interrupted, new() { Classification = StepEnd.Interrupted, Backend = "http", NotSeen = "the lock could not be seen: Connection refused (127.0.0.1:80)" })));

    [Fact]
    public void A_card_has_twelve_lines_at_most()
    {
        var steps = Enumerable.Range(1, 30).Select(number => Step($"app{number}", StepOutcome.LockLeft, new() { Classification = StepEnd.LockLeft, Backend = "local", Lock = Held })).ToArray();

        Assert.InRange(Card(steps).Trim().Split('\n').Length, 5, 12);
    }

    [Fact]
    public void A_run_that_ended_cleanly_or_failed_in_order_has_no_card()
    {
        var failed = new StepForensics { Classification = StepEnd.Failed, Backend = "local", Before = Six, After = Seven };

        Assert.Equal("", Card(SampleRun.Step("app", "core/app", StepOutcome.Changed, "1 added", 1), Step("db", StepOutcome.Failed, failed)));
    }

    private static StepResult Step(string id, StepOutcome outcome, StepForensics seen) => SampleRun.Step(id, "core/" + id, outcome, "interrupted during apply", 1) with { Forensics = seen };

    private static string Card(params StepResult[] steps)
    {
        using var text = new StringWriter();
        RecoveryCard.Write(new Screen(text, Color: false, Width: null), SampleRun.Summary(steps) with { Environment = "drill", Selector = "--env drill", RunAgain = "hyops run bootstrap --env drill", ExitCode = ExitCode.ToolFailed });
        return text.ToString();
    }
}
