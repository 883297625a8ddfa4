using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Runbooks.History;
using HyOps.Presentation.Recovery;
using HyOps.Presentation.Screens;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.Recovery;

public sealed class RecoveryHistoryViewTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 3, 12, 0, TimeSpan.Zero);

    private readonly StringWriter text = new();

    public void Dispose() => text.Dispose();

    [Theory]
    [InlineData(null, "history.txt")]
    [InlineData(72, "history-72.txt")]
    public void Each_recovery_is_a_line_with_how_it_ended(int? width, string golden)
    {
        var history = Of(
            Past(1, 0, Measured(41_300, 0)),
            Past(2, 20, Measured(1_205_000, 3)) with { Runs = ["elsewhere", "dr-20260102T031200Z-0a1b2c3d"], IsDrill = false },
            Past(3, 20, Measured(null, null)),
            Past(4, 0, Measured(null, null)),
            Past(5, 130, null) with { IsDrill = false },
            Past(6, 13, Measured(null, null)) with { IsDrill = false },
            Past(7, 0, Measured(38_000, null) with { DataLossSeconds = 2.5, DataLossTargetSeconds = 5, RecoveryTimeTargetMs = null, MetRecoveryTime = null })) with
        {
            LeftOut = [new("dr-20260104T031200Z-0a1b2c3d", true, "torn: …"), new("dr-20260104T031201Z-\e[31m", false, "CHANGED: …")],
            Running = ["dr-20260108T031200Z-0a1b2c3d"],
            HasOlder = true,
        };
        var screen = new Screen(text, Color: false, width);

        RecoveryHistoryView.Write(screen, history);
        RecoveryHistoryView.WriteNotes(screen, history, "/srv/site/logs");

        Golden.Matches(golden, text.ToString());
    }

    [Fact]
    public void Nothing_yet_is_said()
    {
        RecoveryHistoryView.WriteNotes(new Screen(text, Color: false, null), Of(), "/srv/site/logs");

        Assert.Equal("no dr of site yet in /srv/site/logs\n", text.ToString());
    }

    private static RecoveryHistory Of(params PastRecovery[] recoveries) =>
        new() { Environment = "site", Phase = Phase.Dr, Recoveries = recoveries, LeftOut = [], Running = [], HasOlder = false };

    private static PastRecovery Past(int day, int code, RecordedRecovery? measured)
    {
        var id = $"dr-2026010{day}T031200Z-0a1b2c3d";
        return new PastRecovery
        {
            Record = new RunRecord
            {
                RunId = id,
                Verb = "dr",
                Environment = "site",
                Operator = "morgan",
                Host = "runner-07",
                HyopsVersion = "1.2.3",
                Started = Start,
                ExitCode = code,
                Git = day is 4 ? null : new RecordedCommit("4f1c0ffee2b7d9a8813f6f0c2d5e7a9b1c3d4e5f", Dirty: day is 2),
                Recovery = measured,
                Steps = code is 0 || measured?.RecoveryTimeMs is not null ? [] : [new() { Id = "promote", Module = "m", Tool = "", Outcome = "failed", Summary = "" }],
                Events = new RecordedChain(0, EventChain.Beginning),
            },
            Runs = [id],
            IsDrill = true,
            Began = Start.AddDays(day - 5),
        };
    }

    private static RecordedRecovery Measured(long? took, long? missing) => new()
    {
        Mode = "drill",
        Began = Start,
        RecoveryTimeMs = took,
        RecoveryTimeTargetMs = 900_000,
        RowsAcknowledged = missing is null ? null : 812,
        RowsMissing = missing,
        DataLossTargetSeconds = 0,
        MetRecoveryTime = took <= 900_000,
        MetDataLoss = missing is null ? null : missing == 0,
    };
}
