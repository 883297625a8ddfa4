using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Presentation.Runs;
using HyOps.Presentation.Screens;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.Runs;

public sealed class SummaryViewTests
{
    private static readonly StepResult Image = SampleRun.Step("image", "core/local/image", StepOutcome.Unchanged, "inputs unchanged, artifact there", 0.1);

    [Fact]
    public void A_run_without_changes_says_that_there_was_nothing_to_do() =>
        Golden.Matches("summary-unchanged.txt", Summary(null, Image, Image with { Step = "app", Module = "platform/local/app", Summary = "3 hosts ok" }));

    [Theory]
    [InlineData(40)]
    [InlineData(72)]
    [InlineData(200)]
    [InlineData(null)]
    public void A_failed_run_says_what_failed_what_did_not_run_and_what_to_do(int? width) =>
        Golden.Matches(
            $"summary-failed-{width?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "file"}.txt",
            Summary(width, Image with { Outcome = StepOutcome.Changed, Summary = "1 artifact built, checksum written" }, SampleRun.Failed, SampleRun.NotRun));

    [Fact]
    public void Wide_names_and_markup_stay_as_they_are_and_in_their_columns() =>
        Golden.Matches(
            "summary-wide.txt",
            Summary(80, Image with { Module = "[red]构建[/]/模块", Summary = "[/] ünïcode" }, Image with { Step = "app", Withheld = ["token", "密码"] }));

    [Fact]
    public void Colours_are_around_words_and_never_in_their_place()
    {
        var summary = SampleRun.Summary(Image, SampleRun.Failed, SampleRun.NotRun);
        using var colored = new StringWriter();
        using var plain = new StringWriter();

        SummaryView.Write(new Screen(colored, Color: true, 80), summary);
        SummaryView.Write(new Screen(plain, Color: false, 80), summary);

        Assert.Contains("\e[31m", colored.ToString(), StringComparison.Ordinal);
        Assert.Equal(plain.ToString(), Trimmed(string.Concat(Foreign.Lines(colored.ToString()).Select(line => line + "\n"))));
    }

    [Fact]
    public void A_phase_without_steps_says_so() =>
        Assert.Contains("nothing to do: the phase has no steps", Summary(80), StringComparison.Ordinal);

    [Fact]
    public void A_journal_whose_copy_lacks_lines_says_how_to_go_on_elsewhere()
    {
        const string Said = "journal 5 of 14 lines are in PostgreSQL db:5432/hyops: no answer within 3 s\n        elsewhere, resume with the file journal.jsonl of the record\n";
        var copy = new RecordedJournalCopy("PostgreSQL db:5432/hyops", 14, 5) { Failure = "no answer within 3 s" };

        Assert.Contains(Said, Summary(SampleRun.Summary(Image) with { JournalCopy = copy }, null), StringComparison.Ordinal);
        Assert.DoesNotContain("PostgreSQL", Summary(SampleRun.Summary(Image) with { JournalCopy = copy with { Kept = 14 } }, null), StringComparison.Ordinal);
    }

    private static string Trimmed(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd()));

    private static string Summary(int? width, params StepResult[] steps) => Summary(SampleRun.Summary(steps), width);

    private static string Summary(RunSummary summary, int? width)
    {
        using var text = new StringWriter();
        SummaryView.Write(new Screen(text, Color: false, width), summary);
        return text.ToString();
    }
}
