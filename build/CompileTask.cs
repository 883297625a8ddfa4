using Cake.Frosting;
using HyOps.Cake;

namespace Build;

[TaskName("Compile")]
[TaskDescription("builds the solution")]
public sealed class CompileTask : AsyncFrostingTask<HyOpsContext>
{
    public override Task RunAsync(HyOpsContext context)
    {
        var repository = new Repository(context);
        return repository.DotnetAsync(
            "the build", "build", Repository.At("HyOps.Build.sln"), "--configuration", repository.Configuration, "--nologo", "--verbosity", "quiet", "-clp:NoSummary;ErrorsOnly");
    }
}
