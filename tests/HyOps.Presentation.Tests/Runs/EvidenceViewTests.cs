using HyOps.Core.Runs;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Retention;
using HyOps.Engine.Runs.Verification;
using HyOps.Presentation.Runs;
using HyOps.Presentation.Screens;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.Runs;

public sealed class EvidenceViewTests : IDisposable
{
    private readonly StringWriter text = new();

    private static RecordVerification Intact { get; } = new() { Id = SampleRun.Id, Directory = SampleRun.Record, State = RecordState.Intact, Events = 14, Files = 3 };

    public void Dispose() => text.Dispose();

    [Fact]
    public void Verdicts_tell_what_was_found_and_where()
    {
        RecordVerification[] all =
        [
            Intact,
            Intact with { SignedBy = "signed by gpg key 0123456789ABCDEF0123456789ABCDEF01234567" },
            Intact with { State = RecordState.Running },
            Intact with { State = RecordState.Torn, Findings = [new(FindingKind.Torn, "events.jsonl", "the run was cut off after event 9 (step-started); everything before is intact") { Offset = 1204 }] },
            Intact with { State = RecordState.Exposed, Findings = [new(FindingKind.Exposed, "record.json", "its mode is 0644, so group or others may get at it; it was left 0600")] },
            Intact with
            {
                State = RecordState.Tampered,
                Findings =
                [
                    new(FindingKind.Changed, "events.jsonl", "does not continue the line before it: line 6 was changed, or this line says so wrongly") { Line = 7, Offset = 812 },
                    new(FindingKind.Changed, "steps/app/std\e[31mout.log", "is missing: it had 12 bytes"),
                ],
            },
        ];
        var screen = new Screen(text, Color: false, null);
        foreach (var verification in all)
        {
            VerificationView.Write(screen, verification);
        }

        VerificationView.WriteTotals(screen, all);

        Golden.Matches("verification.txt", text.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_prune_tells_what_went_and_why_the_rest_stays(bool dryRun)
    {
        PrunedRun[] runs = [Run(1, "it is the newest of its phase"), Run(2, "it is younger than 30 days"), Run(3, "it is younger than 30 days"), Run(4, null, 812), Run(5, null, 5_368_709_120)];

        PruneView.Write(new Screen(text, Color: false, null), new PruneResult(runs, dryRun ? 0 : 1, 5_368_709_932), dryRun);

        Golden.Matches($"prune{(dryRun ? "-dry-run" : "")}.txt", text.ToString());
    }

    private static PrunedRun Run(int number, string? reason, long bytes = 0) =>
        new(new StoredRun(RunId.TryParse($"bootstrap-2026010{number}T030405Z-0123abcd", out var id) ? id : throw new InvalidOperationException(), "/srv", null, null), reason, bytes);
}
