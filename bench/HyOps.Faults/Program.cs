using System.Globalization;
using System.Runtime.InteropServices;
using HyOps.Faults;
using HyOps.Testing;
using HyOps.Testing.Postgres;

// Does each fault to a real run and writes what came of it into docs/reliability.md. Words choose groups; then the page stays as it is.
HyopsRun.Program = Path.Combine(RepositoryRoot.FullPath, "artifacts", "hyops", "hyops");
if (!File.Exists(HyopsRun.Program))
{
    await Console.Error.WriteLineAsync($"{HyopsRun.Program} is not there: run ./build.sh --target Cli");
    return 12;
}

// They mostly wait: several at once, each with a project, a home and servers of its own.
const int AtOnce = 4;
var limit = TimeSpan.FromMinutes(3);
using var interrupted = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, StopInOrder);
using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, StopInOrder);
Fault[] all = [.. SignalFaults.All(), .. PlaceFaults.All(), .. OutputFaults.All()];
var chosen = all.Where(fault => args is [] || args.Contains(fault.Group)).ToList();
if (chosen.Count == 0)
{
    await Console.Error.WriteLineAsync($"there is no such group. There are: {string.Join(", ", all.Select(fault => fault.Group).Distinct())}");
    return 2;
}

await using var postgres = await PostgresServer.StartAsync(interrupted.Token);
var outcomes = new Outcome[chosen.Count];
await Parallel.ForEachAsync(Enumerable.Range(0, chosen.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, _) =>
{
    if (!interrupted.IsCancellationRequested)
    {
        var outcome = outcomes[index] = new Outcome(chosen[index], await TryAsync(chosen[index]));
        await Console.Out.WriteLineAsync(outcome.ToString());
    }
});
if (interrupted.IsCancellationRequested)
{
    return 130;
}

if (args is [])
{
    Table.Write(Path.Combine(RepositoryRoot.FullPath, "docs", "reliability.md"), outcomes);
}

var failed = outcomes.Count(outcome => !outcome.IsExpected);
await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{outcomes.Length} faults, {failed} not as expected"));
return failed == 0 ? 0 : 20;

async Task<string> TryAsync(Fault fault)
{
    using var time = CancellationTokenSource.CreateLinkedTokenSource(interrupted.Token);
    time.CancelAfter(limit);
    try
    {
        await using var servers = await Servers.StartAsync(postgres, time.Token);
        return await fault.Try(servers, time.Token);
    }
    catch (OperationCanceledException)
    {
        return string.Create(CultureInfo.InvariantCulture, $"it did not end within {limit.TotalMinutes:0} minutes");
    }
}

void StopInOrder(PosixSignalContext signal)
{
    signal.Cancel = true;
    interrupted.Cancel();
}
