using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HyOps.Core;
using HyOps.Engine.Runs.Reading;
using HyOps.Presentation.Reports;

namespace HyOps.Report.Tests;

/// <summary>Runs and logs of any size.</summary>
public sealed class BoundsTests(Browser browser)
{
    private const int LargestPage = 10_000_000;

    [Fact]
    public async Task A_thousand_steps_are_one_page()
    {
        var html = Reported.Of(logs => Samples.Many(logs, 1000));

        await using var report = await browser.OpenAsync(html);

        Assert.Empty(report.Complaints);
        Assert.True(html.Length < LargestPage, $"{html.Length} characters");
        Assert.Equal(1000, await report.Page.Locator("svg a.node").CountAsync());
        Assert.Equal(1000, await report.Page.Locator("details.step").CountAsync());
        Assert.Equal(1001, await report.Page.Locator(".bars li").CountAsync());
        Assert.Equal(0, await report.EvaluateAsync<int>(Overlaps));
    }

    [Fact]
    public void Of_a_log_that_is_larger_than_a_page_the_ends_are_kept()
    {
        var text = new StringBuilder();
        for (var i = 1; i <= 200_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"line {i:000000} of a tool that says a great deal, over and over & <again>\n");
        }

        var html = Reported.Of(logs => new SampleRun(logs)
            .Step("app", "failed", "failed", 2, 3, output: text.ToString()).Step("small", "changed", "1 added", 2, 3, output: "all of it\n").Write(ExitCode.ToolFailed));

        Assert.True(Encoding.UTF8.GetByteCount(html) < LargestPage, $"{html.Length} characters");
        var lines = Regex.Matches(html, "<li id=[^>]*-([0-9]+)>line ([0-9]+) of a tool");
        Assert.InRange(lines.Count, 10_000, 100_000);
        Assert.All(lines, line => Assert.Equal(int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(line.Groups[2].Value, CultureInfo.InvariantCulture)));
        Assert.Equal(("1", "200000"), (lines[0].Groups[1].Value, lines[^1].Groups[1].Value));
        Assert.Contains($"{200_000 - lines.Count:N0} lines left out here. The whole log is in the record: steps/app/stdout.log", html, StringComparison.Ordinal);
        Assert.Contains("all of it", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_line_of_ten_megabytes_is_cut(int others)
    {
        var around = string.Concat(Enumerable.Repeat("short\n", others));
        var html = Reported.Of(logs => new SampleRun(logs).Step("app", "changed", "1 added", 2, 3, output: around + new string('x', 10_000_000) + "\n" + around).Write(ExitCode.Ok));

        Assert.True(html.Length < LargestPage, $"{html.Length} characters");
        Assert.DoesNotContain(new string('x', 5000), html, StringComparison.Ordinal);
        Assert.Matches("more characters|the line goes on|left out here", html);
    }

    [Fact]
    public void Many_large_logs_share_the_page_and_binary_ones_fit()
    {
        var bytes = new byte[400_000];
        new Random(7).NextBytes(bytes);
        var binary = Encoding.Latin1.GetString(bytes);

        var html = Reported.Of(logs => Samples.Many(logs, 40, _ => binary));

        Assert.True(Encoding.UTF8.GetByteCount(html) < LargestPage, $"{Encoding.UTF8.GetByteCount(html)} bytes");
        Assert.Equal(40, html.Split("<details class=\"log\"").Length - 1);
    }

    [Fact]
    public void The_same_record_gives_the_same_page()
    {
        using var folder = new TempFolder("record");
        var run = Samples.Failing(folder.FullPath);

        var pages = Enumerable.Range(0, 2).Select(_ => RunReport.Render(run, Reported.Intact, new()));

        Assert.Single(pages.Distinct());
    }

    [Fact]
    public void A_page_is_as_it_was_reviewed()
    {
        var html = Reported.Of("interrupted");

        // The style and the script are files of their own; the policy has their digests.
        var body = html[html.IndexOf("<header", StringComparison.Ordinal)..html.IndexOf("<script>", StringComparison.Ordinal)];
        Golden.Matches("interrupted.html", body);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("one", 1)]
    [InlineData("one\n", 1)]
    [InlineData("one\r\n\r\ntwo", 3)]
    [InlineData("\n\n", 2)]
    public void The_lines_of_a_log_are_counted(string content, int lines)
    {
        using var folder = new TempFolder("log");

        var excerpt = LogExcerpt.Read(folder.Write("a.log", content), 1000);

        Assert.Equal((lines, lines, 0), (excerpt.Lines, excerpt.Head.Count, excerpt.Omitted));
        Assert.DoesNotContain(excerpt.Head, line => line.Contains('\r', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(57)]
    [InlineData(100)]
    [InlineData(1000)]
    public void An_excerpt_has_whole_lines_with_their_own_numbers(int limit)
    {
        using var folder = new TempFolder("log");
        var path = folder.Write("a.log", string.Concat(Enumerable.Range(1, 100).Select(i => $"{i}\n")));

        var excerpt = LogExcerpt.Read(path, limit);

        Assert.Equal(Enumerable.Range(1, excerpt.Head.Count).Select(i => $"{i}"), excerpt.Head);
        Assert.Equal(Enumerable.Range((int)excerpt.TailStart, excerpt.Tail.Count).Select(i => $"{i}"), excerpt.Tail);
        Assert.Equal(100, excerpt.Lines);
        Assert.Equal(100 - excerpt.Head.Count - excerpt.Tail.Count, excerpt.Omitted);
        Assert.Equal(limit >= 292, excerpt.Omitted == 0);
    }

    // Two boxes of the graph that lie over each other.
    private const string Overlaps = """
        (() => {
          const boxes = [...document.querySelectorAll('svg a.node g')].map(g => g.transform.baseVal[0].matrix).map(m => [m.e, m.f]);
          const seen = new Map();
          for (const [x, y] of boxes) seen.set(x, [...seen.get(x) ?? [], y]);
          let overlaps = 0;
          for (const ys of seen.values()) { ys.sort((a, b) => a - b); for (let i = 1; i < ys.length; i++) if (ys[i] - ys[i - 1] < 48) overlaps++; }
          return overlaps;
        })()
        """;
}
