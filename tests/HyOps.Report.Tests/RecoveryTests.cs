using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using HyOps.Core;
using HyOps.Core.Runs;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Reading;
using Microsoft.Playwright;

namespace HyOps.Report.Tests;

/// <summary>A recovery against its targets, and the recoveries before it.</summary>
public sealed class RecoveryTests(Browser browser)
{
    private const string Attack = "site <b title=\"'\">&amp; ]]>";

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task It_can_be_read_in_both_themes_and_on_a_telephone(ColorScheme scheme)
    {
        await using var report = await browser.OpenAsync(Reported.Of("recoveries"), new() { ColorScheme = scheme, ViewportSize = new() { Width = 1200, Height = 900 } });
        var wide = await Judges.ContrastAsync(report);
        await PictureAsync(report, scheme);

        await report.Page.SetViewportSizeAsync(360, 740);

        var narrow = await Judges.ContrastAsync(report);
        Assert.True(wide.Texts > 150, $"{wide.Texts} texts were looked at");
        Assert.Empty(wide.Weak.Concat(narrow.Weak));
        Assert.Equal(360, await report.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Contains("Healthy after", await report.EvaluateAsync<string>("getComputedStyle(document.querySelector('td[data-head=\"Healthy after\"]'), '::before').content"), StringComparison.Ordinal);
        Assert.Empty(await report.EvaluateAsync<string[]>(Outside));
        await report.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await report.Page.SetViewportSizeAsync(740, 1000);
        Assert.Equal(0, await report.EvaluateAsync<int>("document.querySelector('.scroll').scrollWidth - document.querySelector('.scroll').clientWidth"));
    }

    [Fact]
    public void Each_point_lies_where_its_numbers_say()
    {
        var plot = PlotOf(Reported.Of(logs =>
        {
            SampleRecoveries.One(logs, "site", -30, seconds: 100);
            SampleRecoveries.One(logs, "site", -20, seconds: 450);
            SampleRecoveries.One(logs, "site", -15, seconds: 300, missing: 2);
            return SampleRecoveries.One(logs, "site", 0, seconds: 200);
        }));

        var points = plot.Elements("g").Where(element => (string?)element.Attribute("class") is { } kind && kind.StartsWith("point", StringComparison.Ordinal)).Select(point => point.Element("use")!).ToList();
        var lines = plot.Elements("line").Where(line => (string?)line.Attribute("class") == "tick" && Number(line, "x1") == 0).ToDictionary(line => ((XElement)line.NextNode!).Value, line => Number(line, "y1"));
        var across = points.Select(point => Number(point, "x")).ToList();
        Assert.Equal([0, 1 / 3.0, 0.5, 1], across.Select(x => (x - across[0]) / (across[^1] - across[0])), (a, b) => Math.Abs(a - b) < 0.001);
        Assert.Equal([100, 450, 300, 200], points.Select(point => (lines["0 s"] - Number(point, "y")) / (lines["0 s"] - lines["900 s"]) * 900), (a, b) => Math.Abs(a - b) < 0.1);
        Assert.Equal(["#point-drill-good", "#point-drill-good", "#point-drill-missed", "#point-drill-good"], points.Select(point => (string?)point.Attribute("href")));
        Assert.All(plot.Elements("line").Where(line => (string?)line.Attribute("class") == "target"), line => Assert.Equal(lines["900 s"], Number(line, "y1")));
        Assert.Equal(Number(points[^1], "x"), Number(Assert.Single(plot.Elements("circle")), "cx"));
    }

    [Fact]
    public void It_says_in_words_what_it_shows()
    {
        var html = Reported.Of("recoveries");

        var plot = PlotOf(html);

        Assert.Equal(("img", "plot-title plot-words"), ((string?)plot.Attribute("role"), (string?)plot.Attribute("aria-labelledby")));
        Assert.Equal("Recovery times of dr of site", plot.Element("title")!.Value);
        Assert.Equal(
            "9 recoveries from 2025-03-11 03:12:01 UTC to 2026-01-05 03:12:01 UTC. The fastest took 4 min 11 s, the slowest 23 min 05 s, the newest that was healthy 4 min 24 s. The target is 15 min 00 s. 1 of them was not healthy. The table below has all of them.",
            plot.Element("desc")!.Value);
        Assert.Contains("1 record could not be read, and is left out: dr-20251126T031200Z-0a1b2c3d (cut off).", html, StringComparison.Ordinal);
        Assert.Matches("over 2 runs</span></td>", html);
        Assert.Single(Regex.Matches(html, "<strong class=\"here\">this run</strong>"));
        Assert.Contains("data-head=\"Data loss\">3 of 812 rows, 4.5 s (target 0 s: missed)</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_over_its_budget_is_told_in_a_word_and_a_sign()
    {
        var html = Reported.Of("recoveries");

        Assert.Matches("Took\">2 min 39 s</td><td [^>]*>2 min 00 s</td><td [^>]*><span class=\"badge warn\"><svg [^>]*><use href=\"#sign-alert\"/></svg>over by 38.6 s</span>", html);
        Assert.Matches("Target\">15 min 00 s</td><td [^>]*><span class=\"badge good\"><svg [^>]*><use href=\"#sign-check\"/></svg>met</span>", html);
        Assert.DoesNotContain("Recovery time target ms", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_another_one_went_on_with_is_marked_as_a_part()
    {
        var html = Reported.Of(logs =>
        {
            SampleRecoveries.Write(logs);
            return RunReader.Read(new RunStore(logs).List().Single(run => run.Id.Stamp == "20251005T025736Z"));
        });

        Assert.Contains("this run was a part of it", html, StringComparison.Ordinal);
    }

    [Fact]
    public void One_alone_has_no_plot_and_a_run_that_recovered_nothing_is_not_among_them()
    {
        var alone = Reported.Of(logs => SampleRecoveries.One(logs, "site", 0, seconds: 100));
        var dry = Reported.Of(logs =>
        {
            SampleRecoveries.One(logs, "site", -1, seconds: 100);
            return new SampleRun(logs, "dr", "site").Step("primary-down", "unchanged", "it is", 2, 3).Write(ExitCode.Ok);
        });
        var other = Reported.Of("one step");

        Assert.Contains("This is the only one so far", alone, StringComparison.Ordinal);
        Assert.DoesNotContain("role=\"img\"", alone, StringComparison.Ordinal);
        Assert.Contains("This run is not among them", dry, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"recovery\"", dry, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"history\"", other, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_means_harm_and_numbers_that_cannot_be_stay_in_their_places()
    {
        var html = Reported.Of(logs =>
        {
            SampleRecoveries.One(logs, Attack, -1, seconds: 100);
            new SampleRun(logs, "dr", Attack, SampleRun.Start.AddDays(-2))
                .With(record => record with { Recovery = new RecordedRecovery { Mode = "<i>", Began = DateTimeOffset.MinValue, RecoveryTimeMs = long.MaxValue / 20_000, RecoveryTimeTargetMs = -1 } })
                .Write(ExitCode.Ok);
            return SampleRecoveries.One(logs, Attack, 0, seconds: 200);
        });

        var plot = PlotOf(html);

        Assert.Equal($"Recovery times of dr of {Attack}", plot.Element("title")!.Value);
        Assert.DoesNotContain("<b title", html, StringComparison.Ordinal);
        Assert.All(plot.Descendants("use"), point => Assert.InRange(Number(point, "y"), 0, 276));
        Assert.All(plot.Descendants("use"), point => Assert.InRange(Number(point, "x"), 0, 100));
    }

    // Points and texts of the plot that lie outside of it.
    private const string Outside = """
        (() => {
          const plot = document.querySelector('.plot > svg'), box = plot.getBoundingClientRect();
          return [...plot.querySelectorAll('use, text, circle')].filter(mark => { const at = mark.getBoundingClientRect(); return at.left < box.left - 1 || at.right > box.right + 1 || at.top < box.top - 1 || at.bottom > box.bottom + 1; }).map(mark => mark.outerHTML);
        })()
        """;

    private static XElement PlotOf(string html)
    {
        var start = html.IndexOf("<svg role=\"img\"", StringComparison.Ordinal);
        return XElement.Parse(html[start..(html.IndexOf("</svg>", start, StringComparison.Ordinal) + "</svg>".Length)]);
    }

    private static double Number(XElement element, string attribute) => double.Parse(((string)element.Attribute(attribute)!).TrimEnd('%'), CultureInfo.InvariantCulture);

    // docs/report-recovery.png, written with the other things that are reviewed before they are kept; what stands between the two sections is left out.
    private static async Task PictureAsync(OpenedReport report, ColorScheme scheme)
    {
        if (Environment.GetEnvironmentVariable("HYOPS_UPDATE_GOLDEN") == "1" && scheme is ColorScheme.Light)
        {
            var end = await report.EvaluateAsync<float>("(() => { ['facts', 'graph', 'timeline'].forEach(id => document.getElementById(id).parentElement.hidden = true); return document.getElementById('history').parentElement.getBoundingClientRect().bottom + 12; })()");
            await report.Page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryRoot.FullPath, "docs", "report-recovery.png"), FullPage = true, Clip = new() { Width = 1200, Height = end } });
        }
    }
}
