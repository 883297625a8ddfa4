using Cake.Frosting;
using HyOps.Cake;

namespace Build;

[TaskName("Clean")]
[TaskDescription("deletes what was built, except the host that runs this")]
public sealed class CleanTask : FrostingTask<HyOpsContext>
{
    public override void Run(HyOpsContext context)
    {
        var repository = new Repository(context);
        string[] parents = ["src", "tests", "bench"];
        var projects = parents.Select(parent => Repository.At(parent)).Where(Directory.Exists).SelectMany(Directory.GetDirectories);
        string[] artifacts = ["packages", "hyops", "tests"];
        var doomed = projects
            .SelectMany(project => new[] { Path.Combine(project, "bin"), Path.Combine(project, "obj") })
            .Concat(artifacts.Select(name => Repository.At("artifacts", name)));
        foreach (var directory in doomed.Where(Directory.Exists))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            Directory.Delete(directory, recursive: true);
        }
    }
}
