namespace HyOps.Bench;

/// <summary>The time from the call of build.sh to the first task.</summary>
public sealed class HostStartUp : IBenchmark
{
    public string Name => "startup";

    public string Description => "build.sh to the first task, host already built: aim 150 ms; beside it a bare bash and a bare .NET start";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bench);
        var script = Path.Combine(bench.RepositoryRoot, "build.sh");
        var executable = Directory.GetDirectories(Path.Combine(bench.RepositoryRoot, "artifacts", "build-host")).Where(path => File.Exists(Path.Combine(path, "hyops-build"))).MaxBy(Directory.GetLastWriteTimeUtc)! + "/hyops-build";
        Task ToFirstTask(string program) => bench.RunProgramAsync(program, ["--target", "Clean", "--dryrun"], cancellationToken);

        bench.Report("build.sh to the first task", await Bench.MedianAsync(9, () => ToFirstTask(script)), "ms");
        bench.Report("of it: the host's executable", await Bench.MedianAsync(9, () => ToFirstTask(executable)), "ms");
        bench.Report("for comparison: bash that does nothing", await Bench.MedianAsync(9, () => bench.RunProgramAsync("bash", ["-c", ":"], cancellationToken)), "ms");
        bench.Report("for comparison: dotnet --version", await Bench.MedianAsync(9, () => bench.RunProgramAsync("dotnet", ["--version"], cancellationToken)), "ms");
    }
}
