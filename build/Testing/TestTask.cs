using Cake.Frosting;
using HyOps.Cake;
using HyOps.Core;

namespace Build.Testing;

[TaskName("Test")]
[TaskDescription("builds everything, makes sure of the tools, runs all tests; in CI a skipped test is a failure")]
[IsDependentOn(typeof(SetupTask))]
[IsDependentOn(typeof(TestToolsTask))]
[IsDependentOn(typeof(CompileTask))]
public sealed class TestTask : AsyncFrostingTask<HyOpsContext>
{
    public override async Task RunAsync(HyOpsContext context)
    {
        var programs = TestProgram.Find(new Repository(context), context.Run.CommandLine.All("only"));
        var results = new TestResult[programs.Count];
        // A third one at once makes each of them so much slower that nothing is won.
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = context.CancellationToken };
        await Parallel.ForEachAsync(programs.Index(), options, async (item, token) =>
        {
            results[item.Index] = await item.Item.RunAsync(context, token);
            await context.World.Terminal.Error.WriteAsync(results[item.Index].ToText());
        });

        Conclude(context, TestResult.Sum(results, failSkipped: context.World.Variables.GetValueOrDefault("CI") is "true"));
    }

    private static void Conclude(HyOpsContext context, TestResult all)
    {
        context.Run.ClosingLine = $"{all.Passed} passed, {all.Failed} failed{(all.Skipped > 0 ? $", {all.Skipped} skipped" : "")}";
        if (all.Failed > 0)
        {
            throw new HyOpsException(ExitCode.ToolFailed, $"{all.Failed} of {all.Passed + all.Failed} tests failed", "each failure is told above; --only WORD runs one program again");
        }
    }
}
