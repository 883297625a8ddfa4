using System.Globalization;
using System.Runtime.InteropServices;
using HyOps.Bench;
using HyOps.Bench.Bootstrap;

// Each measures what it names, paired in one run. Add a class, then its line here.
IBenchmark[] benchmarks =
[
    new BundleOpening(),
    new SecretsVerbs(),
    new BootstrapOverhead(),
    new Validation(),
    new MaskerThroughput(),
    new HostStartUp(),
    new ChildStart(),
    new ParserFuzzing(),
    new KeyVaultReads(),
];

var asked = args is [] ? ["all"] : args;
var chosen = benchmarks.Where(benchmark => asked.Contains("all") || asked.Contains(benchmark.Name)).ToList();
if (asked.FirstOrDefault(word => word != "all" && !benchmarks.Any(benchmark => benchmark.Name == word)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"there is no benchmark '{unknown}'. There are: all, {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}");
    return 2;
}

var bench = new Bench(Console.Out, FindRoot(new DirectoryInfo(AppContext.BaseDirectory)));
using var interrupted = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, StopInOrder);
using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, StopInOrder);
try
{
    foreach (var benchmark in chosen)
    {
        await Console.Out.WriteLineAsync($"{benchmark.Name}: {benchmark.Description}");
        await Console.Out.WriteLineAsync($"  on {Machine()}");
        await benchmark.RunAsync(bench, interrupted.Token);
    }
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return 130;
}

return 0;

// The playgrounds go before we do.
void StopInOrder(PosixSignalContext signal)
{
    signal.Cancel = true;
    interrupted.Cancel();
}

// The load tells whether others used the machine at the same time: figures of a busy machine are worth little.
static string Machine() => string.Create(
    CultureInfo.InvariantCulture,
    $"{Environment.ProcessorCount} processors ({RuntimeInformation.ProcessArchitecture}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB, {RuntimeInformation.FrameworkDescription}, load {(File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown")}");

static string FindRoot(DirectoryInfo folder) =>
    File.Exists(Path.Combine(folder.FullName, "HyOps.Build.sln"))
        ? folder.FullName
        : FindRoot(folder.Parent ?? throw new InvalidOperationException("no HyOps.Build.sln above the program: run it from a checkout"));
