using HyOps.Core.Commands;
using HyOps.Core.Redaction;
using HyOps.Drivers.Processes;

namespace HyOps.Bench;

/// <summary>What a child costs that does nothing: in its own session and watched, against the plain way; and the watcher's own start, once in a run.</summary>
public sealed class ChildStart : IBenchmark
{
    private const int Rounds = 25;

    public string Name => "child";

    public string Description => "a child that does nothing, in a session of its own and watched, against Process.Start; and what the watcher's start adds to the first one";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bench);
        var command = new Command { Program = "/bin/true", WorkingDirectory = "/", Environment = ChildEnvironment.Empty.With("PATH", "/usr/bin:/bin") };
        var masker = new Masker();
        var watched = new ProcessCommandRunner(masker, TimeProvider.System);

        var medians = await Bench.MediansAsync(
            Rounds,
            () => bench.RunProgramAsync("/bin/true", [], cancellationToken),
            () => watched.RunAsync(command, new Nowhere(), cancellationToken),
            () => new ProcessCommandRunner(masker, TimeProvider.System) { Watch = new ChildWatch() }.RunAsync(command, new Nowhere(), cancellationToken));

        bench.Ratio("a watched child against a plain one", medians[0], medians[1]);
        bench.Ratio("a run's first one, with the watcher's start, against a later one", medians[1], medians[2]);
        bench.Report("the watcher's start", medians[2] - medians[1], "ms");
    }

    private sealed class Nowhere : ICommandOutput
    {
        public void Write(OutputStream stream, ReadOnlySpan<byte> masked)
        {
            // The child says nothing.
        }
    }
}
