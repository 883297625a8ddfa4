using HyOps.Engine.Secrets.Drift;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Secrets;

/// <summary>How the copies of secrets differ, for a person: words for each key, and nothing that says anything of a value.</summary>
public static class DriftView
{
    /// <summary>Writes it.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="report">What was found.</param>
    public static void Write(Screen screen, DriftReport report)
    {
        var withGlass = report.BreakGlassNotRead is not null || report.Keys.Any(key => key.BreakGlass is not null);
        var table = withGlass ? new Columns("key", "secret", "bundle and authority", "break-glass") : new Columns("key", "secret", "bundle and authority");
        foreach (var key in report.Keys)
        {
            Cell[] cells = [key.Name.Value, key.Reference.ToString(), new Cell(WordOf(key.State), StyleOf(key.State)), GlassCell(key.BreakGlass)];
            table.Add(withGlass ? cells : cells[..3]);
        }

        if (!report.Keys.IsEmpty)
        {
            table.Write(screen);
        }

        foreach (var key in report.Keys.Where(key => key.Problem is not null))
        {
            NextStep.Write(screen, $"{key.Reference} {key.Problem}", key.Fix, TextStyle.Bad);
        }
    }

    /// <summary>The sentence below it.</summary>
    /// <param name="screen">Where to: standard error.</param>
    /// <param name="report">What was found.</param>
    public static void WriteSummary(Screen screen, DriftReport report)
    {
        var differing = report.Keys.Count(key => key.State is not (DriftState.Same or DriftState.Unreadable) || key.BreakGlass is BreakGlassState.Different);
        screen.WriteLine(differing == 0 ? $"no drift in {Counted(report.Keys.Length)}" : $"{differing} of {Counted(report.Keys.Length)} differ", differing == 0 ? TextStyle.Good : TextStyle.Warning);
        if (report.BreakGlassNotRead is { IsThere: true } unread)
        {
            NextStep.Write(screen, $"break-glass was not read: {unread.Reason}", unread.Fix, TextStyle.Bad);
        }
        else if (report.BreakGlassNotRead is { } missing)
        {
            screen.WriteLine($"break-glass was not read: {Foreign.Line(missing.Reason)}");
        }

        if (report.Unmapped > 0)
        {
            screen.WriteLine($"{Counted(report.Unmapped)} of the bundle {(report.Unmapped == 1 ? "has" : "have")} no row in the map, and {(report.Unmapped == 1 ? "was" : "were")} not compared");
        }
    }

    /// <summary>The word for a state, in JSON as well.</summary>
    /// <param name="state">The state.</param>
    public static string WordOf(DriftState state) => state switch
    {
        DriftState.Same => "same",
        DriftState.Different => "different",
        DriftState.BundleOlder => "bundle is older",
        DriftState.AuthorityOlder => "authority is older",
        DriftState.MissingInBundle => "missing in bundle",
        DriftState.MissingInAuthority => "missing in authority",
        DriftState.MissingInBoth => "missing in both",
        _ => "not readable",
    };

    /// <summary>The word for the break-glass file's copy, in JSON as well.</summary>
    /// <param name="state">The state; null where it was not read.</param>
    public static string WordOf(BreakGlassState? state) => state switch
    {
        BreakGlassState.Same => "same",
        BreakGlassState.Different => "different",
        BreakGlassState.NotThere => "not there",
        _ => "not read",
    };

    private static string Counted(int keys) => $"{keys} {(keys == 1 ? "key" : "keys")}";

    private static TextStyle StyleOf(DriftState state) => state switch
    {
        DriftState.Same => TextStyle.Good,
        DriftState.Unreadable => TextStyle.Bad,
        _ => TextStyle.Warning,
    };

    private static Cell GlassCell(BreakGlassState? state) => new(WordOf(state), state switch
    {
        BreakGlassState.Same => TextStyle.Good,
        BreakGlassState.Different => TextStyle.Warning,
        _ => TextStyle.Quiet,
    });
}
