using HyOps.Core;
using HyOps.Engine.Init;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Init;

/// <summary>What <c>init</c> did, for a person: each field with where it came from, and never its value where it is a secret.</summary>
public static class InitView
{
    /// <summary>Writes it.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="result">What it did.</param>
    /// <param name="dryRun">Whether nothing was written.</param>
    public static void Write(Screen screen, InitResult result, bool dryRun)
    {
        var done = result.ExitCode is ExitCode.Ok;
        screen.WriteLine($"{result.Target} for {result.Environment}: {Verdict(result, dryRun)}", done ? TextStyle.Good : result.Outcome is InitOutcome.Incomplete ? TextStyle.Bad : TextStyle.Changed);
        WriteFields(screen, result);
        if (done)
        {
            WriteFacts(screen, result);
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
        InitOutcome.Incomplete => "not ready, values are missing or wrong; nothing was asked of it, and nothing written",
        InitOutcome.Verified => "the credentials are accepted; nothing was written, as asked",
        _ => "ready",
    };

    private static void WriteFields(Screen screen, InitResult result)
    {
        var table = new Columns("field", "from", "problem");
        foreach (var one in result.Fields)
        {
            var lacks = result.Outcome is InitOutcome.TemplateWritten && one.Source is null ? Foreign.Line(one.Description) : one.Problem ?? "";
            table.Add(one.Name, Foreign.Line(one.Source ?? (one.Problem is null ? "not set" : "")), new Cell(lacks, one.Problem is null ? TextStyle.Normal : TextStyle.Warning));
        }

        table.Write(screen, indent: 2);
        if (result.Outcome is InitOutcome.Incomplete)
        {
            foreach (var one in result.Fields.Where(one => one.Problem is not null))
            {
                NextStep.Write(screen, $"{one.Name} {one.Problem}", one.Fix, TextStyle.Bad, indent: 2);
            }
        }
        else if (result.Outcome is InitOutcome.TemplateWritten)
        {
            foreach (var secret in result.Fields.Where(one => one is { IsSecret: true, Source: null, Problem: not null }))
            {
                NextStep.Write(screen, $"{secret.Name} is a secret and never stands in that file", secret.Fix, TextStyle.Normal, indent: 2);
            }
        }
    }

    private static void WriteFacts(Screen screen, InitResult result)
    {
        screen.WriteLine();
        var facts = new Columns("it says", "");
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
