using Microsoft.Playwright;

namespace HyOps.Report.Tests;

/// <summary>What holds for every report, in a real browser.</summary>
public sealed class PageTests(Browser browser)
{
    private const string OpenAll = "document.querySelectorAll('details').forEach(details => details.open = true)";

    public static TheoryData<string> Samples => new(Reported.All.Keys);

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_report_asks_for_nothing_suits_everybody_and_fits_a_narrow_screen(string sample)
    {
        await using var report = await browser.OpenAsync(Reported.Of(sample));
        await report.Page.EvaluateAsync(OpenAll);

        var violations = await Judges.AccessibilityAsync(report);
        await report.Page.SetViewportSizeAsync(320, 640);

        Assert.True(violations.Length == 0, string.Join("\n\n", violations));
        Assert.Equal(320, await report.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Equal(1, await report.Page.Locator("h1").CountAsync());
        Assert.Empty(report.Complaints);
    }

    [Fact]
    public async Task A_judge_of_accessibility_finds_nothing_in_the_dark_on_a_telephone()
    {
        await using var report = await browser.OpenAsync(Reported.Of("failing"), new() { ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 320, Height = 640 } });
        await report.Page.EvaluateAsync(OpenAll);

        var violations = await Judges.AccessibilityAsync(report);

        Assert.True(violations.Length == 0, string.Join("\n\n", violations));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_text_stands_out_from_its_ground(ColorScheme scheme)
    {
        await using var report = await browser.OpenAsync(Reported.Of("failing"), new() { ColorScheme = scheme, ViewportSize = new() { Width = 1280, Height = 900 } });
        await report.Page.EvaluateAsync(OpenAll);

        var contrast = await Judges.ContrastAsync(report);

        Assert.True(contrast.Texts > 200, $"{contrast.Texts} texts were looked at");
        Assert.True(contrast.Weak.Count == 0, string.Join("\n", contrast.Weak));
    }

    [Fact]
    public async Task The_keyboard_reaches_every_control_and_shows_where_it_is()
    {
        await using var report = await browser.OpenAsync(Reported.Of("failing"));
        await report.Page.Locator("#query").FillAsync("resource");
        await report.Page.Locator("#next:not([disabled])").WaitForAsync();
        await report.Page.EvaluateAsync("() => { document.body.tabIndex = -1; document.body.focus(); }");

        var walk = await Judges.WalkByTabAsync(report);

        Assert.Empty(walk.Missed);
        Assert.Empty(walk.Unmarked);
        Assert.Equal("a.skip", walk.Order[0]);
    }

    [Fact]
    public async Task The_theme_follows_the_system_until_it_is_chosen()
    {
        await using var report = await browser.OpenAsync(Reported.Of("one step"), new() { ColorScheme = ColorScheme.Dark });
        const string ground = "getComputedStyle(document.body).backgroundColor";
        var dark = await report.EvaluateAsync<string>(ground);
        var toggle = report.Page.Locator("#theme");
        Assert.Equal("true", await toggle.GetAttributeAsync("aria-pressed"));

        await toggle.ClickAsync();

        Assert.Equal("false", await toggle.GetAttributeAsync("aria-pressed"));
        Assert.NotEqual(dark, await report.EvaluateAsync<string>(ground));
        await report.Page.ReloadAsync();
        Assert.Equal("false", await toggle.GetAttributeAsync("aria-pressed"));
    }

    [Fact]
    public async Task Without_scripts_all_of_it_can_be_read()
    {
        await using var report = await browser.OpenAsync(Reported.Of("failing"), new() { JavaScriptEnabled = false });

        Assert.True(await report.Page.Locator("#step-database").GetByText("requested timeline 7").IsVisibleAsync());
        Assert.False(await report.Page.Locator("#query").IsVisibleAsync());
        Assert.False(await report.Page.Locator("#theme").IsVisibleAsync());
        Assert.False(await report.Page.Locator("#step-network .log").IsVisibleAsync());

        await report.Page.Locator("#step-network > summary").ClickAsync();
        await report.Page.Locator("#step-network .log > summary").ClickAsync();

        Assert.True(await report.Page.Locator("#step-network").GetByText("Creation complete").IsVisibleAsync());
    }

    [Fact]
    public async Task A_step_of_the_graph_leads_to_its_opened_section()
    {
        await using var report = await browser.OpenAsync(Reported.Of("failing"));
        Assert.False(await report.EvaluateAsync<bool>("document.getElementById('step-storage').open"));

        await report.Page.Locator("svg a[href='#step-storage']").FocusAsync();
        await report.Page.Keyboard.PressAsync("Enter");

        await report.Page.WaitForFunctionAsync("document.getElementById('step-storage').open");
        await report.Page.WaitForFunctionAsync("document.getElementById('step-storage').getBoundingClientRect().top >= document.querySelector('.bar-top').offsetHeight");
    }

    [Fact]
    public async Task On_paper_the_steps_are_open_and_the_bar_is_gone()
    {
        await using var report = await browser.OpenAsync(Reported.Of("failing"));

        await report.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.False(await report.Page.Locator(".bar-top").IsVisibleAsync());
        Assert.True(await report.EvaluateAsync<bool>("document.querySelector('#step-network .facts').checkVisibility({ contentVisibilityAuto: true })"));
    }
}
