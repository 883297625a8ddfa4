using HyOps.Core.Redaction;
using HyOps.Engine.Runbooks.History;
using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Reports.Graph;
using HyOps.Presentation.Reports.Logs;
using HyOps.Presentation.Reports.Markup;
using HyOps.Presentation.Reports.Recoveries;
using HyOps.Presentation.Reports.Sections;
using HyOps.Presentation.Reports.Timeline;

namespace HyOps.Presentation.Reports;

/// <summary>
/// A run as one HTML file that needs nothing else: no network, no other file, no script of others. Without scripts everything can be read;
/// with them, the logs can be searched. The same records give the same file.
/// </summary>
public static class RunReport
{
    /// <summary>The report.</summary>
    /// <param name="run">The run.</param>
    /// <param name="check">What a check of its record found.</param>
    /// <param name="masker">Masks all texts once more, with the values that the reading process knows.</param>
    /// <param name="history">The recoveries that the run is one of; null where it is none.</param>
    /// <returns>The whole HTML document.</returns>
    public static string Render(RunReading run, RecordCheck check, Masker masker, RecoveryHistory? history = null)
    {
        var page = new Page(masker);
        var anchors = new Anchors(run.Steps);
        Frame.Begin(page, run);
        Opening.Write(page, run);
        Attention.Write(page, run, check, anchors);
        RecoverySection.Write(page, run, anchors, history);
        Facts.Write(page, run, check);
        if (run.Steps.Count > 0)
        {
            GraphView.Write(page, run, anchors);
            TimelineView.Write(page, run, anchors);
        }

        HistorySection.Write(page, run, history);
        if (run.Steps.Count > 0)
        {
            new StepSections(run, anchors, new LogView(run, masker)).Write(page);
        }

        Verdicts.Write(page, run);
        SecretsTable.Write(page, run, anchors);
        RecordSection.Write(page, run, check);
        Frame.End(page, run);
        return page.ToString();
    }
}
