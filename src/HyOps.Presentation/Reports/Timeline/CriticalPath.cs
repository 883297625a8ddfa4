using HyOps.Engine.Runs.Reading;

namespace HyOps.Presentation.Reports.Timeline;

/// <summary>The steps that the run's length came from: the last one to end, and back from it the step that each waited for longest.</summary>
internal static class CriticalPath
{
    public static IReadOnlySet<string> Of(IReadOnlyList<StepReading> steps)
    {
        var ran = steps.Where(step => step.Started is not null).DistinctBy(step => step.Id).ToDictionary(step => step.Id, StringComparer.Ordinal);
        var path = new HashSet<string>(StringComparer.Ordinal);
        for (var step = LastOf(ran.Values); step is not null && path.Add(step.Id);)
        {
            step = LastOf(step.Needs.Where(ran.ContainsKey).Select(need => ran[need]));
        }

        return path;
    }

    private static StepReading? LastOf(IEnumerable<StepReading> steps) => steps.MaxBy(step => step.Ended);
}
