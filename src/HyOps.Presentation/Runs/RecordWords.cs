using System.Globalization;
using HyOps.Core;
using HyOps.Core.Runs;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Runs;

/// <summary>A run record in words.</summary>
internal static class RecordWords
{
    internal static Cell Ended(RunRecord record) => record.ExitCode switch
    {
        null => new Cell("running, or killed before its end", TextStyle.Warning),
        0 when record.Steps.Count > 0 && record.Steps.All(step => step.Outcome == "unchanged") => new Cell("unchanged", TextStyle.Good),
        0 => new Cell("ok", TextStyle.Good),
        { } code => new Cell($"{code.ToString(CultureInfo.InvariantCulture)} {ExitCodeWords.Of((ExitCode)code)}", code == (int)ExitCode.Interrupted ? TextStyle.Warning : TextStyle.Bad),
    };

    internal static TextStyle StyleOfOutcome(string outcome) => outcome switch
    {
        "unchanged" => TextStyle.Good,
        "changed" or "planned" => TextStyle.Changed,
        "not-run" or "not-planned" => TextStyle.Quiet,
        "interrupted" => TextStyle.Warning,
        _ => TextStyle.Bad,
    };
}
