using Cake.Frosting;
using HyOps.Cake;

namespace Build;

[TaskName("Bench")]
[TaskDescription("measures ours against the plain way, and prints the ratios")]
[IsDependentOn(typeof(CliTask))]
public sealed class BenchTask : AsyncFrostingTask<HyOpsContext>
{
    public override Task RunAsync(HyOpsContext context)
    {
        var repository = new Repository(context);
        var names = context.Run.CommandLine.All("only") is { Count: > 0 } some ? some : ["all"];
        return repository.DotnetAsync(
            "the benchmark", ["run", "--project", Repository.At("bench", "HyOps.Bench"), "--configuration", "Release", "--", .. names]);
    }
}
