using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Reports.Markup;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Reports.Timeline;

/// <summary>When each step ran: a bar a step, one below another, on a common axis. A list for those who do not see it.</summary>
internal sealed class TimelineView
{
    private const double ThinnestBar = 0.3;
    private readonly RunReading run;
    private readonly Anchors anchors;
    private readonly TimeAxis axis;
    private readonly IReadOnlySet<string> critical;
    private readonly Fragment background;

    private TimelineView(Page page, RunReading run, Anchors anchors)
    {
        this.run = run;
        this.anchors = anchors;
        axis = new TimeAxis(run.Record.Started, run.Ended);
        critical = CriticalPath.Of(run.Steps);
        background = page.Part(part =>
        {
            foreach (var (at, _) in axis.Marks)
            {
                part.Write($"<line class=\"tick\" x1=\"{at}%\" x2=\"{at}%\" y2=\"100%\"/>");
            }

            foreach (var interrupt in Interrupts)
            {
                part.Write($"<line class=\"interrupt\" x1=\"{axis.At(interrupt.Time)}%\" x2=\"{axis.At(interrupt.Time)}%\" y2=\"100%\"/>");
            }
        });
    }

    private IEnumerable<RunMoment> Interrupts => run.Moments.Where(moment => moment.Kind == "interrupt-received");

    public static void Write(Page page, RunReading run, Anchors anchors)
    {
        var ran = run.Steps.Where(step => step.Started is not null).OrderBy(step => step.Started).ToList();
        if (ran.Count > 0)
        {
            new TimelineView(page, run, anchors).Write(page, ran);
        }
    }

    private void Write(Page page, List<StepReading> ran)
    {
        page.Write($"""
            <section aria-labelledby="timeline">
            <h2 id="timeline">Timeline</h2>
            <p class="note"><span class="diamond" aria-hidden="true">◆</span> is the critical path: the step that ended last, and back from it the steps that were waited for.{Fragment.When(Interrupts.Any(), " The broken line is where the interrupt came.")}</p>
            <div class="frame">
            <div class="bar axis" aria-hidden="true"><span></span><svg height="20">

            """);
        foreach (var (at, words) in axis.Marks.Where(mark => mark.At < 94))
        {
            page.Write($"<text x=\"{at}%\" y=\"14\">{words}</text>");
        }

        page.Write($"</svg></div>\n<ol class=\"bars\">\n");
        WritePreparation(page, ran[0]);
        ran.ForEach(step => WriteBar(page, step));
        page.Write($"</ol>\n</div>\n");
        WriteNotRun(page);
        page.Write($"</section>\n");
    }

    private void WritePreparation(Page page, StepReading first)
    {
        var end = axis.At(first.Started!.Value);
        page.Write($"""
            <li class="bar quiet"><span class="who">preparation</span><svg aria-hidden="true" height="16">{background}<rect x="0" y="3" width="{Math.Max(end, ThinnestBar)}%" height="10" rx="2"/></svg><span class="time">{Elapsed.Of(first.Started.Value - run.Record.Started)}</span></li>

            """);
    }

    private void WriteBar(Page page, StepReading step)
    {
        var mark = Mark.Of(step);
        var isCritical = critical.Contains(step.Id);
        var (start, end) = (axis.At(step.Started!.Value), axis.At(step.Ended!.Value));
        page.Write($"""
            <li class="bar {mark.Tone}{Fragment.When(isCritical, " critical")}"><span class="who">{mark.Picture}<a href="#{anchors.Of(step.Id)}">{step.Id}</a>{Fragment.When(isCritical, " <span class=\"diamond\" aria-hidden=\"true\">◆</span><span class=\"unseen\"> on the critical path,</span>")}<span class="unseen"> {mark.Word}, started after {Elapsed.Of(step.Started.Value - run.Record.Started)}, took</span></span><svg aria-hidden="true" height="16">{background}<rect x="{Math.Min(start, 100 - ThinnestBar)}%" y="2" width="{Math.Max(end - start, ThinnestBar)}%" height="12" rx="3"/></svg><span class="time">{Elapsed.Of(step.Duration)}</span></li>

            """);
    }

    private void WriteNotRun(Page page)
    {
        var notRun = run.Steps.Where(step => step.Started is null).Select(step => step.Id).ToList();
        if (notRun.Count > 0)
        {
            page.Write($"<p class=\"note\">Did not run: {anchors.Links(page, notRun)}</p>\n");
        }
    }
}
