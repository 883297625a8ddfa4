using System.Globalization;
using HyOps.Engine.Runs.Reading;

namespace HyOps.Presentation.Reports.Markup;

/// <summary>Where the steps stand in the page: <c>step-network</c>, so that a link to a step tells which.</summary>
internal sealed class Anchors
{
    private readonly Dictionary<string, string> anchors = new(StringComparer.Ordinal);

    public Anchors(IEnumerable<StepReading> steps)
    {
        foreach (var (index, step) in steps.Index())
        {
            var isPlain = step.Id.Length > 0 && step.Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
            anchors.TryAdd(step.Id, isPlain ? $"step-{step.Id}" : string.Create(CultureInfo.InvariantCulture, $"step.{index}"));
        }
    }

    /// <summary>The anchor of a step of the run.</summary>
    public string Of(string step) => anchors[step];

    /// <summary>Names of steps, each a link where the run has it.</summary>
    public Fragment Links(Page page, IEnumerable<string> steps) => page.Part(part =>
    {
        foreach (var (index, step) in steps.Index())
        {
            part.Write($"{Fragment.When(index > 0, ", ")}");
            if (anchors.TryGetValue(step, out var anchor))
            {
                part.Write($"<a href=\"#{anchor}\">{step}</a>");
            }
            else
            {
                part.Write($"{step}");
            }
        }
    });
}
