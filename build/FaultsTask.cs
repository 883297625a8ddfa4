using Build.Testing;
using Cake.Frosting;
using HyOps.Cake;

namespace Build;

[TaskName("Faults")]
[TaskDescription("does what goes wrong in the field to real runs, and writes what came of it into docs/reliability.md")]
[IsDependentOn(typeof(TestToolsTask))]
[IsDependentOn(typeof(CliTask))]
public sealed class FaultsTask : AsyncFrostingTask<HyOpsContext>
{
    public override Task RunAsync(HyOpsContext context)
    {
        var repository = new Repository(context);
        return repository.DotnetAsync(
            "the faults", ["run", "--project", Repository.At("bench", "HyOps.Faults"), "--configuration", "Release", "--", .. context.Run.CommandLine.All("only")]);
    }
}
