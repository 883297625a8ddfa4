using HyOps.Engine.Setup;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Setup;

/// <summary>The tools and packages of this machine, and how to get what lacks.</summary>
public static class SetupView
{
    /// <summary>Writes the report.</summary>
    /// <param name="screen">Where to: standard output, as it is what the verb is asked for.</param>
    /// <param name="report">What setup found.</param>
    public static void Write(Screen screen, SetupReport report)
    {
        screen.WriteLine(Foreign.Line(report.System), TextStyle.Strong);
        screen.WriteLine();
        WriteTools(screen, report);
        WritePackages(screen, report);
        foreach (var tool in report.Tools.Where(tool => !tool.IsUsable))
        {
            screen.WriteLine();
            WriteProblem(screen, tool);
        }

        foreach (var package in report.Packages.Where(package => !package.IsUsable))
        {
            screen.WriteLine();
            NextStep.Write(screen, package.Problem ?? $"the package {package.Package} cannot be used", package.Fix, TextStyle.Bad);
        }

        foreach (var trouble in report.Troubles)
        {
            screen.WriteLine();
            NextStep.Write(screen, trouble.Message, trouble.Fix, TextStyle.Bad);
        }

        screen.WriteLine();
        screen.WriteLine(Verdict(report), report.IsReady ? TextStyle.Good : TextStyle.Bad);
    }

    private static void WriteTools(Screen screen, SetupReport report)
    {
        var table = new Columns("tool", "status", "version", "wanted", "used for");
        foreach (var tool in report.Tools)
        {
            table.Add(tool.Tool, new Cell(SetupWords.Of(tool.Status), StyleOf(tool)), tool.Version ?? "", tool.Constraint ?? "any", tool.UsedFor);
        }

        table.Write(screen, indent: 2);
    }

    private static void WritePackages(Screen screen, SetupReport report)
    {
        if (report.Packages.IsEmpty)
        {
            return;
        }

        screen.WriteLine();
        var table = new Columns("package", "status", "version", "used for");
        foreach (var package in report.Packages)
        {
            table.Add(package.Package, new Cell(SetupWords.Of(package.Status), StyleOf(package.Status)), package.Version ?? "", package.UsedFor);
        }

        table.Write(screen, indent: 2);
    }

    private static void WriteProblem(Screen screen, SetupResult tool) =>
        NextStep.Write(screen, tool.Problem ?? $"{tool.Tool} cannot be used", tool.Fix, StyleOf(tool));

    private static string Verdict(SetupReport report)
    {
        var lacking = report.Tools.Where(tool => tool.Required && !tool.IsUsable).Select(tool => tool.Tool)
            .Concat(report.Packages.Where(package => !package.IsUsable).Select(package => package.Package)).ToList();
        return lacking.Count == 0 ? $"ready: every {(report.Packages.IsEmpty ? "tool" : "tool and package")} that a run cannot do without is there" : $"not ready: {string.Join(", ", lacking)}";
    }

    private static TextStyle StyleOf(SetupResult tool) => tool is { IsUsable: false, Required: false, Status: not ToolStatus.OptionalMissing } ? TextStyle.Warning : StyleOf(tool.Status);

    private static TextStyle StyleOf(ToolStatus status) => status switch
    {
        ToolStatus.Found => TextStyle.Good,
        ToolStatus.Installed => TextStyle.Changed,
        ToolStatus.OptionalMissing => TextStyle.Quiet,
        _ => TextStyle.Bad,
    };
}
