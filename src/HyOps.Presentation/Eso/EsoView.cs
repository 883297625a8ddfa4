using HyOps.Engine.Eso;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Eso;

/// <summary>What was rendered, for a person.</summary>
public static class EsoView
{
    /// <summary>The files with what became of them; those that were as they should be are not listed.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="result">What was rendered.</param>
    /// <param name="dryRun">Whether nothing was written.</param>
    public static void Write(Screen screen, RenderResult result, bool dryRun)
    {
        foreach (var file in result.Files.Where(file => file.Outcome is not RenderOutcome.Unchanged))
        {
            screen.WriteLine($"{(dryRun ? "would be " : "")}{Word(file.Outcome)} {Foreign.Line(file.Path)}", file.Outcome is RenderOutcome.Removed ? TextStyle.Warning : TextStyle.Changed);
        }
    }

    /// <summary>All of it in a line, for standard error.</summary>
    /// <param name="result">What was rendered.</param>
    public static string Summary(RenderResult result)
    {
        var changed = result.Files.Count(file => file.Outcome is not RenderOutcome.Unchanged);
        var files = result.Files.Count(file => file.Outcome is not RenderOutcome.Removed);
        return $"{result.Environment}: {Counted(files, "file")}, {Counted(result.Projections, "projected Secret")}, {(changed == 0 ? "nothing changed" : $"{changed} changed")} in {result.Directory}";
    }

    /// <summary>A count with its noun.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">What, in the singular.</param>
    public static string Counted(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    private static string Word(RenderOutcome outcome) => outcome switch
    {
        RenderOutcome.Created => "created",
        RenderOutcome.Removed => "removed",
        _ => "changed",
    };
}
