using Cake.Frosting;
using HyOps.Cake;

namespace Build;

[TaskName("Cli")]
[TaskDescription("publishes the hyops command to artifacts/hyops/hyops")]
public sealed class CliTask : AsyncFrostingTask<HyOpsContext>
{
    public override Task RunAsync(HyOpsContext context)
    {
        var repository = new Repository(context);
        return repository.DotnetAsync(
            "publishing hyops",
            "publish", Repository.At("src", "HyOps.Cli", "HyOps.Cli.csproj"), "--configuration", "Release",
            "-p:PublishReadyToRun=true", "--nologo", "--verbosity", "quiet", "--output", Repository.At("artifacts", "hyops"));
    }
}
