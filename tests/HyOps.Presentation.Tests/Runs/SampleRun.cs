using HyOps.Core.Commands;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;

namespace HyOps.Presentation.Tests.Runs;

/// <summary>A run of three steps, two of them in parallel.</summary>
internal static class SampleRun
{
    internal const string Record = "/srv/hyops/envs/local/logs/bootstrap/bootstrap-20260102T030405Z-0123abcd";

    internal static RunId Id { get; } = RunId.TryParse("bootstrap-20260102T030405Z-0123abcd", out var id) ? id : throw new InvalidOperationException();

    internal static IReadOnlyList<RunEvent> Events =>
    [
        new RunStarted(Id, "bootstrap", "local", Record),
        new StageDone("contracts", "3 modules, no problem"),
        new StepsPlanned([new("image", "core/local/image", []), new("network", "core/local/network", []), new("app", "platform/local/app", ["image", "network"])]),
        new StepStarted("image", "packer 1.6.6"),
        new StepStarted("network", "terraform 1.11.4"),
        new StepOutput("image", OutputStream.StandardOutput, "==> file: creating"),
        new StepProgress("network", "plan: 3 to add"),
        new StepOutput("network", OutputStream.StandardError, "\e[31mred\e[0m [bold]not markup[/]\tтаб"),
        new StepFinished(Step("image", "core/local/image", StepOutcome.Changed, "1 artifact built", 1.2)),
        new StepFinished(Failed),
        new StepFinished(NotRun),
    ];

    internal static StepResult Failed { get; } = Step("network", "core/local/network", StepOutcome.Failed, "apply failed", 62.3) with
    {
        Failure = "terraform apply ended with exit code 1: subnet 10.0.0.0/8 overlaps\nchange inputs/network.yml(4,1), then run again",
        Log = "steps/network/stdout.log",
    };

    internal static StepResult NotRun { get; } = Step("app", "platform/local/app", StepOutcome.NotRun, "not started", 0) with { Failure = "needs network, which failed" };

    internal static StepResult Step(string id, string module, StepOutcome outcome, string summary, double seconds) => new()
    {
        Step = id,
        Module = module,
        Outcome = outcome,
        Summary = summary,
        Duration = TimeSpan.FromSeconds(seconds),
    };

    internal static RunSummary Summary(params StepResult[] steps) => new()
    {
        Id = Id,
        Verb = "bootstrap",
        Environment = "local",
        Steps = steps,
        RecordDirectory = Record,
        Duration = TimeSpan.FromSeconds(63.4),
        ExitCode = RunSummary.CodeOf(steps),
    };
}
