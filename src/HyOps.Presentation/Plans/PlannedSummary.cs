using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Presentation.Runs;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Plans;

/// <summary>The end of a run; one that only planned shows what it found before it.</summary>
public static class PlannedSummary
{
    /// <summary>Writes it.</summary>
    /// <param name="screen">Where to: standard output.</param>
    /// <param name="summary">The run.</param>
    public static void Write(Screen screen, RunSummary summary)
    {
        var made = PhaseNames.All.Contains(summary.Verb) ? null : summary.Plan;
        if (made is not null)
        {
            screen.WriteLine();
            PlanView.Write(screen, made);
        }

        SummaryView.Write(screen, summary);
        if (made is not null)
        {
            PlanView.WriteNext(screen, made);
        }
    }
}
