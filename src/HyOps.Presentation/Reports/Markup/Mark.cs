using HyOps.Core.Runs;
using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Runs;

namespace HyOps.Presentation.Reports.Markup;

/// <summary>How an outcome looks: a word, a sign and a tone, so that nothing is said by colour alone.</summary>
/// <param name="Word">The word.</param>
/// <param name="Sign">The name of its picture.</param>
/// <param name="Tone"><c>good</c>, <c>changed</c>, <c>warn</c>, <c>bad</c>, <c>quiet</c>.</param>
internal sealed record Mark(string Word, string Sign, string Tone)
{
    public static Mark Good(string word) => new(word, "check", "good");

    public static Mark Warn(string word) => new(word, "alert", "warn");

    public static Mark Bad(string word) => new(word, "cross", "bad");

    /// <summary>A step's outcome, also one that this version does not know.</summary>
    public static Mark Of(StepReading step) => step.Outcome switch
    {
        "unchanged" => Good("unchanged"),
        "changed" => new Mark("changed", "pen", "changed"),
        "failed" => Bad("failed"),
        "unreachable" => new Mark("unreachable", "plug", "bad"),
        "interrupted" => new Mark("interrupted", "pause", "warn"),
        "lock-left" => new Mark("lock left", "lock", "bad"),
        "state-unsaved" => new Mark("state unsaved", "lock", "bad"),
        "refused" => new Mark("refused", "stop", "bad"),
        "not-run" => new Mark("not run", "dash", "quiet"),
        "planned" => new Mark("planned", "pen", "changed"),
        "not-planned" => new Mark("not planned", "dash", "quiet"),
        StepReading.NoEnd => new Mark("no end", "question", "warn"),
        var other => new Mark(other.Replace('-', ' '), "alert", "bad"),
    };

    /// <summary>How a run ended.</summary>
    public static Mark Of(RunRecord record) => record.ExitCode switch
    {
        null => new Mark("has no end", "question", "warn"),
        0 when record.Steps.Count > 0 && record.Steps.All(step => step.Outcome == "unchanged") => Good("unchanged"),
        0 => Good("succeeded"),
        (int)Core.ExitCode.Interrupted => new Mark("interrupted", "pause", "warn"),
        (int)Core.ExitCode.Refused => new Mark("refused", "stop", "bad"),
        _ => Bad("failed"),
    };

    /// <summary>The exit code with its meaning.</summary>
    public static string Meaning(RunRecord record) =>
        record.ExitCode is { } code ? $"exit code {code}: {ExitCodeWords.Of((Core.ExitCode)code)}" : "the record has no end: the run was killed, or it still runs";

    /// <summary>The picture alone; the word stands beside it.</summary>
    public Fragment Picture => new($"<svg class=\"sign\" aria-hidden=\"true\"><use href=\"#sign-{Sign}\"/></svg>");

    /// <summary>Picture and word.</summary>
    public Fragment Badge => new($"<span class=\"badge {Tone}\">{Picture.Markup}{VisibleText.Of(Word)}</span>");
}
