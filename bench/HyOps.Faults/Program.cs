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
var drills = args.Contains(DrillFaults.Group) || args is [] ? DrillFaults.All().ToList() : [];
if (chosen.Count + drills.Count == 0)
{
    await Console.Error.WriteLineAsync($"there is no such group. There are: {string.Join(", ", all.Select(fault => fault.Group).Append(DrillFaults.Group).Distinct())}");
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
var ends = new List<(DrillFault Fault, DrillEnd End)>();
foreach (var drill in drills.Where(_ => !interrupted.IsCancellationRequested))
{
    ends.Add((drill, await DrillAsync(drill)));
    await Console.Out.WriteLineAsync($"{(ends[^1].End.Happened == drill.Expected ? "ok  " : "FAIL")} drill, {drill.What} ({drill.Step}): {ends[^1].End.Happened}, {ends[^1].End.RecoveryTime} (expected: {drill.Expected})");
}

if (interrupted.IsCancellationRequested)
{
    return 130;
}

var page = Path.Combine(RepositoryRoot.FullPath, "docs", "reliability.md");
if (args is [])
{
    Table.Write(page, outcomes);
}

if (drills.Count > 0)
{
    Table.Write(page, ends);
}

var failed = outcomes.Count(outcome => !outcome.IsExpected) + ends.Count(one => one.End.Happened != one.Fault.Expected);
await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{outcomes.Length + ends.Count} faults, {failed} not as expected"));
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

async Task<DrillEnd> DrillAsync(DrillFault drill)
{
    using var time = CancellationTokenSource.CreateLinkedTokenSource(interrupted.Token);
    time.CancelAfter(limit);
    try
    {
        return await drill.Try(time.Token);
    }
    catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
    {
        return new DrillEnd(e is OperationCanceledException ? string.Create(CultureInfo.InvariantCulture, $"it did not end within {limit.TotalMinutes:0} minutes") : e.Message, "-");
    }
}

void StopInOrder(PosixSignalContext signal)
{
    signal.Cancel = true;
    interrupted.Cancel();
}
