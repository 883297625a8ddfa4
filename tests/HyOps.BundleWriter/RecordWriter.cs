using System.Globalization;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Engine.Runs;

namespace HyOps.BundleWriter;

/// <summary>Records one run after another, as the journal does; what is on the disk for sure, it says.</summary>
internal static class RecordWriter
{
    private const int EventsOfARun = 40;

    /// <summary>Writes until it is killed: <c>begun ID</c>, the number of each event, <c>sealed ID</c>.</summary>
    internal static async Task<int> EndlessAsync(string logs)
    {
        while (true)
        {
            using var journal = RunJournal.Create(logs, RunId.Create("bootstrap", TimeProvider.System), new Masker(), TimeProvider.System);
            await Console.Out.WriteLineAsync($"begun {journal.Id}");
            for (var number = 1; number <= EventsOfARun; number++)
            {
                journal.On(new StageDone("work", $"event {number} of a run that somebody may kill"));
                if (number % 10 == 1)
                {
                    journal.Write(RecordOf(journal.Id));
                }

                await Console.Out.WriteLineAsync(number.ToString(CultureInfo.InvariantCulture));
            }

            await journal.SealAsync(RecordOf(journal.Id) with { ExitCode = 0 }, null, CancellationToken.None);
            await Console.Out.WriteLineAsync($"sealed {journal.Id}");
        }
    }

    private static RunRecord RecordOf(RunId id) => new()
    {
        RunId = id.Value,
        Verb = id.Verb,
        Environment = "local",
        Operator = "tester",
        Host = "test-host",
        HyopsVersion = "1.0.0",
        Started = TimeProvider.System.GetUtcNow(),
        Events = new RecordedChain(0, EventChain.Beginning),
    };
}
