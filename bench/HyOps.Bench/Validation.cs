using System.Diagnostics;
using System.Globalization;
using HyOps.Contracts.Projects;

namespace HyOps.Bench;

/// <summary>Validation of generated module trees: time and memory must grow with the number of modules, and no faster.</summary>
public sealed class Validation : IBenchmark
{
    private const int Runs = 5;
    private static readonly int[] Sizes = [100, 1_000, 10_000];

    public string Name => "validation";

    public string Description => "all contracts of a tree of 100, 1,000 and 10,000 modules: aim 3 s for the largest, time and memory per module flat";

    public Task RunAsync(Bench bench, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bench);
        WarmUp(cancellationToken);
        var times = Sizes.ToDictionary(size => size, size => Measure(bench, size, cancellationToken));
        foreach (var size in Sizes.Skip(1))
        {
            var perModule = times[size] / size / (times[Sizes[0]] / Sizes[0]);
            bench.Report(string.Create(CultureInfo.InvariantCulture, $"time a module, {size:N0} against {Sizes[0]:N0} modules (flat is 1.0)"), perModule, "times");
        }

        return Task.CompletedTask;
    }

    // The compiler's second thoughts belong to no size.
    private static void WarmUp(CancellationToken cancellationToken) => Measure(bench: null, 1_000, cancellationToken);

    private static double Measure(Bench? bench, int size, CancellationToken cancellationToken)
    {
        var root = Path.Combine(Path.GetTempPath(), $"hyops-bench-{Guid.NewGuid():N}");
        try
        {
            ModuleTreeGenerator.Write(Path.Combine(root, "modules"), size);
            var validator = new ContractValidator(ProjectFolders.At(root));
            var cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
            var times = Enumerable.Range(0, Runs).Select(_ => Run(validator, size, cancellationToken)).Order().ToArray();
            var cpu = (Process.GetCurrentProcess().TotalProcessorTime - cpuBefore).TotalMilliseconds / times.Length;
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var result = validator.Validate(Request, cancellationToken);
            var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
            GC.KeepAlive(result);
            var label = string.Create(CultureInfo.InvariantCulture, $"{size:N0} modules");
            bench?.Report(label, times[Runs / 2], "ms");
            bench?.Report($"{label}: processor time, all cores together", cpu, "ms");
            bench?.Report($"{label}: a module", times[Runs / 2] * 1000 / size, "µs");
            bench?.Report($"{label}: kept afterwards, a module", kept / (double)size, "bytes");
            bench?.Report($"{label}: largest working set of the process", Process.GetCurrentProcess().PeakWorkingSet64 / 1048576d, "MiB");
            return times[Runs / 2];
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static ValidationRequest Request { get; } = new() { Parallelism = Environment.ProcessorCount };

    private static double Run(ContractValidator validator, int size, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var result = validator.Validate(Request, cancellationToken);
        return result.ModuleCount == size && result.Ok
            ? watch.Elapsed.TotalMilliseconds
            : throw new InvalidOperationException($"{result.ModuleCount} modules instead of {size}, or problems: {result.Problems.FirstOrDefault()}");
    }
}
