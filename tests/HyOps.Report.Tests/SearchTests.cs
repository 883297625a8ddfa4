using Microsoft.Playwright;

namespace HyOps.Report.Tests;

/// <summary>The search over all logs.</summary>
public sealed class SearchTests(Browser browser)
{
    private const string Marked = "[...CSS.highlights.get('current')].map(range => range.toString()).join()";

    [Fact]
    public async Task The_keyboard_alone_finds_moves_and_ends()
    {
        await using var report = await browser.OpenAsync(Reported.Of("failing"));
        var (page, found) = (report.Page, report.Page.Locator("#found"));

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("CREATION complete");
        await Assertions.Expect(found).ToHaveTextAsync("5");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(found).ToContainTextAsync("1 of 5");
        await Assertions.Expect(found).ToContainTextAsync("network Output, line 186");

        Assert.True(await page.Locator("#step-network .log li").Last.IsVisibleAsync());
        Assert.Equal("Creation complete", await report.EvaluateAsync<string>(Marked));
        await page.Keyboard.PressAsync("Shift+Enter");
        await Assertions.Expect(found).ToContainTextAsync("5 of 5");
        Assert.True(await report.EvaluateAsync<bool>("document.activeElement.id === 'query'"));
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(found).ToHaveTextAsync("");
        Assert.Equal(0, await report.EvaluateAsync<int>("CSS.highlights.get('found').size"));
        Assert.Empty(report.Complaints);
    }

    [Fact]
    public async Task The_buttons_move_too_and_the_match_is_in_view()
    {
        await using var report = await browser.OpenAsync(Reported.Of("failing"));
        await report.Page.Locator("#query").FillAsync("10.20.59.0/24");
        await Assertions.Expect(report.Page.Locator("#next")).ToBeEnabledAsync();

        await report.Page.Locator("#next").ClickAsync();
        await report.Page.Locator("#next").ClickAsync();

        await Assertions.Expect(report.Page.Locator("#found")).ToContainTextAsync("2 of 5");
        await report.Page.WaitForFunctionAsync("(() => { const at = [...CSS.highlights.get('current')][0].getBoundingClientRect(); return at.top > document.querySelector('.bar-top').offsetHeight && at.bottom < innerHeight; })()");
    }

    [Fact]
    public async Task A_match_may_cross_the_borders_of_colours()
    {
        await using var report = await browser.OpenAsync(Reported.Of("failing"));
        await report.Page.Locator("#query").FillAsync("error: promotion of");
        await report.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(report.Page.Locator("#found")).ToContainTextAsync("1 of 1");
        Assert.Equal("Error: promotion of", await report.EvaluateAsync<string>(Marked));
    }

    [Fact]
    public async Task One_stream_can_be_looked_at_alone()
    {
        await using var report = await browser.OpenAsync(Reported.Of("failing"));
        await report.Page.Locator("#query").FillAsync("resource \"");
        await Assertions.Expect(report.Page.Locator("#found")).ToHaveTextAsync("302");

        await report.Page.Locator("#stream").SelectOptionAsync("stderr");

        await Assertions.Expect(report.Page.Locator("#found")).ToHaveTextAsync("2");
        Assert.Equal(0, await report.Page.Locator("details.log[data-stream=stdout]:visible").CountAsync());
        await report.Page.Locator("#query").FillAsync("nowhere at all (.*");
        await Assertions.Expect(report.Page.Locator("#found")).ToHaveTextAsync("none");
    }

    [Fact]
    public async Task A_line_has_an_address()
    {
        await using var report = await browser.OpenAsync(Reported.Of("failing"));
        var line = report.Page.Locator("#step-database .lines li").Nth(3);

        await line.ClickAsync(new() { Position = new() { X = 20, Y = 6 } });

        Assert.EndsWith("-4", new Uri(report.Page.Url).Fragment, StringComparison.Ordinal);
        await report.Page.EvaluateAsync("location.hash = '#L2-150'");
        await Assertions.Expect(report.Page.Locator("#L2-150")).ToBeInViewportAsync();
    }
}
