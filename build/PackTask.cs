using Cake.Frosting;
using HyOps.Cake;

namespace Build;

[TaskName("Pack")]
[TaskDescription("packs the libraries and the hyops tool into artifacts/packages")]
public sealed class PackTask : AsyncFrostingTask<HyOpsContext>
{
    public override Task RunAsync(HyOpsContext context)
    {
        var repository = new Repository(context);
        return repository.DotnetAsync(
            "packing",
            "pack", Repository.At("HyOps.Build.sln"), "--configuration", "Release", "--nologo", "--verbosity", "quiet",
            "--output", Repository.At("artifacts", "packages"));
    }
}
