using HyOps.Core;
using HyOps.Engine.Init;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Init;

/// <summary>What <c>init</c> did, for a person: where each value came from, and never the value.</summary>
public static class InitView
{
    /// <summary>Writes it.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="result">What it did.</param>
    /// <param name="dryRun">Whether nothing was written.</param>
    public static void Write(Screen screen, InitResult result, bool dryRun)
    {
        screen.WriteLine($"{result.Target} for {result.Environment}: {Verdict(result, dryRun)}", StyleOf(result));
        if (result.ExitCode is ExitCode.Ok)
        {
            WriteReady(screen, result);
        }
        else
        {
            WriteLacking(screen, result);
        }

        if (result.NextStep is { } next)
        {
            screen.WriteLine($"next: {Foreign.Line(next)}");
        }
    }

    private static string Verdict(InitResult result, bool dryRun) => result.Outcome switch
    {
        InitOutcome.TemplateWritten when dryRun => $"{Foreign.Line(result.Paths.Config)} is not there yet; a call without --dry-run writes it",
        InitOutcome.TemplateWritten => $"{Foreign.Line(result.Paths.Config)} was written, to be filled in",
        InitOutcome.Incomplete => "values are missing or wrong; nothing was asked of it, and nothing was written",
        InitOutcome.Verified => "the credentials are accepted; nothing was written, as asked",
        _ => "ready",
    };

    private static TextStyle StyleOf(InitResult result) => result.Outcome switch
    {
        InitOutcome.TemplateWritten => TextStyle.Changed,
        InitOutcome.Incomplete => TextStyle.Bad,
        _ => TextStyle.Good,
    };

    private static void WriteLacking(Screen screen, InitResult result)
    {
        foreach (var one in result.Fields.Where(one => one.Problem is not null))
        {
            NextStep.Write(screen, $"{one.Name} {one.Problem}: {one.Description}", one.Fix, TextStyle.Warning, indent: 2);
        }
    }

    private static void WriteReady(Screen screen, InitResult result)
    {
        var sources = new Columns("field", "from");
        foreach (var one in result.Fields)
        {
            sources.Add(one.Name, Foreign.Line(one.Source ?? "not set"));
        }

        sources.Write(screen, indent: 2);
        screen.WriteLine();
        var facts = new Columns("verified", "");
        foreach (var (name, value) in result.Context)
        {
            facts.Add(name, Foreign.Line(value));
        }

        facts.Write(screen, indent: 2);
        if (result.Outcome is InitOutcome.Ready)
        {
            screen.WriteLine();
            screen.WriteLine($"  credentials {InitWords.LabelOf(result.Credentials)}: {Foreign.Line(result.Paths.Credentials)}");
            screen.WriteLine($"  marker written: {Foreign.Line(result.Paths.Marker)}");
        }
    }
}
