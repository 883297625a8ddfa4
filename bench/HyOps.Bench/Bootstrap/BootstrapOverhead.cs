namespace HyOps.Bench.Bootstrap;

/// <summary>The bootstrap of <c>local</c> against a plain shell script that calls the same tools with the same arguments one after another.</summary>
public sealed class BootstrapOverhead : IBenchmark
{
    private const int Rounds = 3;
    private const int StepCount = 3;
    private readonly Dictionary<string, Samples> figures = [];

    public string Name => "bootstrap";

    public string Description => "hyops run bootstrap against a plain shell script with the same tool calls: aim 50 ms of overhead a step, less what parallelism wins back";

    public async Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var playground = new Playground();
        var ways = new BootstrapWays(bench, playground);
        // One run of each warms the disk's cache.
        await ways.ScriptAsync(ways.FreshRoot(), "all", cancellationToken);
        await ways.HyopsAsync(ways.FreshRoot(), 1, "changed", cancellationToken);
        for (var round = 0; round < Rounds; round++)
        {
            await RoundAsync(ways, scriptFirst: round % 2 == 0, cancellationToken);
        }

        Print(bench);
    }

    private async Task RoundAsync(BootstrapWays ways, bool scriptFirst, CancellationToken cancellationToken)
    {
        var (script, serial, parallel) = (ways.FreshRoot(), ways.FreshRoot(), ways.FreshRoot());
        Func<Task<(BootstrapTimes First, BootstrapTimes Second)>>[] order =
        [
            async () => (await ways.ScriptAsync(script, "all", cancellationToken), await ways.ScriptAsync(script, "needed", cancellationToken)),
            async () => (await ways.HyopsAsync(serial, 1, "changed", cancellationToken), await ways.HyopsAsync(serial, 1, "unchanged", cancellationToken)),
            async () => (await ways.HyopsAsync(parallel, 2, "changed", cancellationToken), await ways.HyopsAsync(parallel, 2, "unchanged", cancellationToken)),
        ];
        var times = new (BootstrapTimes First, BootstrapTimes Second)[order.Length];
        foreach (var index in scriptFirst ? [0, 1, 2] : new[] { 2, 1, 0 })
        {
            times[index] = await order[index]();
        }

        Note("again", (await ways.ScriptAsync(script, "all", cancellationToken)).Total);
        BootstrapWays.RequireSameResult(serial, script);
        Note("first", times[0].First, times[1].First, times[2].First);
        Note("second", times[0].Second, times[1].Second, times[2].Second);
    }

    private void Note(string run, BootstrapTimes script, BootstrapTimes serial, BootstrapTimes parallel)
    {
        Note($"{run} script", script.Total);
        Note($"{run} serial", serial.Total);
        Note($"{run} parallel", parallel.Total);
        Note($"{run} overhead", serial.Total - script.Total);
        Note($"{run} outside", serial.Outside - script.Outside);
        Note($"{run} versions", serial.VersionQuestions);
        Note($"{run} leak search", serial.LeakSearch);
        Note($"{run} without leak search", serial.Total - serial.LeakSearch);
        Note($"{run} processor", serial.Processor - script.Processor);
        Note($"{run} inside", serial.Steps.Values.Sum() - script.Steps.Values.Sum());
    }

    private void Note(string name, double value)
    {
        if (!figures.TryGetValue(name, out var samples))
        {
            figures[name] = samples = new Samples();
        }

        samples.Add(value);
    }

    private double Median(string name) => figures[name].Median;

    private void Print(Bench bench)
    {
        foreach (var (run, label) in new[] { ("first", "first run"), ("second", "unchanged run") })
        {
            bench.Report($"{label}: the script{(run == "first" ? "" : ", only the calls that hyops makes")}", Median($"{run} script"), "ms");
            bench.Report($"{label}: hyops, one step at a time", Median($"{run} serial"), "ms");
            bench.Report($"{label}: overhead of it, divided by {StepCount} steps", Median($"{run} overhead") / StepCount, "ms a step");
            bench.Report("  inside a step (files, masking, logs, state)", Median($"{run} inside") / StepCount, "ms a step");
            bench.Report("  once a run, before and after the steps", Median($"{run} outside"), "ms");
            bench.Report("  of it: asking the tools for their versions", Median($"{run} versions"), "ms");
            bench.Report("  of it: searching what the run left for secrets", Median($"{run} leak search"), "ms");
            bench.Report("  the run with that search, against the same without it", Median($"{run} serial") / Median($"{run} without leak search"), "times the time");
            bench.Report($"{label}: processor time more than the script, all processes", Median($"{run} processor"), "ms");
            bench.Report($"{label}: won back by two steps at once", Median($"{run} serial") - Median($"{run} parallel"), "ms");
            bench.Ratio($"{label}: hyops in parallel, against the script", Median($"{run} script"), Median($"{run} parallel"));
        }

        bench.Ratio("unchanged run: hyops, against the script that calls everything", Median("again"), Median("second parallel"));
    }
}
