using System.Collections.Concurrent;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Phases;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Phases;

public sealed class StepSchedulerTests : IDisposable
{
    private readonly ConcurrentQueue<string> started = new();
    private readonly CancellationTokenSource cancellation = new();
    private readonly List<StepResult> notRun = [];

    public void Dispose() => cancellation.Dispose();

    [Fact]
    public async Task A_step_starts_after_all_that_it_needs()
    {
        var finished = new ConcurrentQueue<string>();

        await RunAsync(4, step => { Assert.All(step.Needs, need => Assert.Contains(need, finished)); finished.Enqueue(step.Id); return Changed(step); },
            TestModules.Step("a"), TestModules.Step("b"), TestModules.Step("c", "a", "b"), TestModules.Step("d", "c"));

        Assert.Equal(4, finished.Count);
    }

    [Fact]
    public async Task Independent_steps_run_at_the_same_time()
    {
        using var both = new CountdownEvent(2);

        // Each waits until the other has started too: one after the other would never end.
        var results = await RunAsync(2, step => { both.Signal(); Assert.True(both.Wait(TimeSpan.FromSeconds(30))); return Changed(step); },
            TestModules.Step("a"), TestModules.Step("b"));

        Assert.All(results, result => Assert.True(result.Succeeded));
    }

    [Fact]
    public async Task No_more_steps_run_at_once_than_allowed()
    {
        var now = 0;
        var most = 0;

        await RunAsync(2, step => { most = Math.Max(most, Interlocked.Increment(ref now)); Thread.Sleep(10); Interlocked.Decrement(ref now); return Changed(step); },
            [.. Enumerable.Range(0, 8).Select(i => TestModules.Step($"s{i}"))]);

        Assert.InRange(most, 1, 2);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_step_that_cannot_be_told_of_ends_the_run_after_the_steps_that_run()
    {
        using var thrown = new ManualResetEventSlim();
        var ended = false;

        var ending = RunAsync(
            2,
            step =>
            {
                if (step.Id == "a")
                {
                    thrown.Set();
                    throw new IOException("no space left");
                }

                thrown.Wait(TestContext.Current.CancellationToken);
                Thread.Sleep(100);
                ended = true;
                return Changed(step);
            },
            TestModules.Step("a"), TestModules.Step("b"), TestModules.Step("c", "b"));

        await Assert.ThrowsAsync<IOException>(() => ending);
        Assert.True(ended);
        Assert.DoesNotContain("c", started);
    }

    [Fact]
    public async Task What_needs_a_failed_step_is_not_run_and_says_why()
    {
        var results = await RunAsync(2, step => step.Id == "a" ? Changed(step) with { Outcome = StepOutcome.Failed } : Changed(step),
            TestModules.Step("a"), TestModules.Step("b", "a"), TestModules.Step("c", "b"), TestModules.Step("d"));

        Assert.Equal(["a", "d"], started.Order());
        Assert.Equal([StepOutcome.Failed, StepOutcome.NotRun, StepOutcome.NotRun, StepOutcome.Changed], results.Select(result => result.Outcome));
        Assert.Equal("it needs a, which did not succeed", results[1].Failure);
        Assert.Equal(["b", "c"], notRun.Select(result => result.Step));
    }

    [Fact]
    public async Task After_a_cancellation_running_steps_end_and_nothing_starts()
    {
        var results = await RunAsync(1, step => { cancellation.Cancel(); return Changed(step); }, TestModules.Step("a"), TestModules.Step("b"));

        Assert.Equal(["a"], started);
        Assert.Equal([StepOutcome.Changed, StepOutcome.NotRun], results.Select(result => result.Outcome));
        Assert.Equal("the run was interrupted before it started", results[1].Failure);
    }

    [Fact]
    public async Task A_thousand_steps_in_a_chain_run_in_order()
    {
        var steps = Enumerable.Range(0, 1000).Select(i => i == 0 ? TestModules.Step("s0") : TestModules.Step($"s{i}", $"s{i - 1}")).ToArray();

        await RunAsync(2, Changed, steps);

        Assert.Equal(steps.Select(step => step.Id), started);
    }

    private static StepResult Changed(PlanStep step) =>
        new() { Step = step.Id, Module = "core/test/thing", Outcome = StepOutcome.Changed, Summary = "" };

    private Task<IReadOnlyList<StepResult>> RunAsync(int parallelism, Func<PlanStep, StepResult> run, params PlanStep[] steps) =>
        new StepScheduler(parallelism, step =>
        {
            started.Enqueue(step.Id);
            return Task.FromResult(run((PlanStep)step));
        }).RunAllAsync(steps, notRun.Add, cancellation.Token);
}
