using HyOps.Engine.Explaining;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Explaining;

/// <summary>What a step's tool will see: names, sources and reasons.</summary>
public static class ExplainedView
{
    /// <summary>Writes it.</summary>
    /// <param name="screen">Where to: standard output, as it is data.</param>
    /// <param name="step">What is known.</param>
    public static void Write(Screen screen, ExplainedStep step)
    {
        screen.WriteLine($"{step.Step} ({step.Module}): {step.Tool} starts with nothing but these {step.Variables.Count} variables");
        screen.WriteLine("");
        var table = new Columns("variable", "from", "because");
        foreach (var variable in step.Variables)
        {
            table.Add([new Cell(variable.Name, variable.IsSecret ? TextStyle.Strong : TextStyle.Normal), variable.Source, variable.Reason]);
        }

        table.Write(screen);
        screen.WriteLine("");
        screen.WriteLine($"{step.Variables.Count(variable => variable.IsSecret)} of them hold secrets. No value was opened to tell this.");
    }
}
