using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(HyOps.Report.Tests.Browser))]

namespace HyOps.Report.Tests;

/// <summary>One Chromium for all tests, without a window and without a network.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // Root may not use the sandbox; the pages are our own.
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"];

    private IPlaywright? playwright;
    private IBrowser? chromium;

    public async ValueTask InitializeAsync()
    {
        var program = Programs.FirstOrDefault(File.Exists);
        Assert.True(program is not null, "Chromium is missing: './build.sh --target Test' installs it");
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Headless = true, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }

        playwright?.Dispose();
    }

    /// <summary>Opens a report as somebody does who was sent the file.</summary>
    internal async Task<OpenedReport> OpenAsync(string html, BrowserNewContextOptions? options = null)
    {
        var context = await chromium!.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        return await OpenedReport.OpenAsync(context, html);
    }
}

/// <summary>A report in a page of its own; whatever it asks the network for, and whatever its console says, is kept.</summary>
internal sealed class OpenedReport : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly TempFolder folder;

    private OpenedReport(IBrowserContext context, IPage page, TempFolder folder)
    {
        this.context = context;
        this.folder = folder;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Errors, warnings and requests: a good report has none.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<OpenedReport> OpenAsync(IBrowserContext context, string html)
    {
        var page = await context.NewPageAsync();
        var report = new OpenedReport(context, page, new TempFolder("report"));
        var file = new Uri(report.folder.Write("report.html", html)).AbsoluteUri;
        page.Console += (_, message) => report.Complaints.Add($"console: {message.Text}");
        page.PageError += (_, error) => report.Complaints.Add($"error: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal) && request.Url.Split('#')[0] != file)
            {
                report.Complaints.Add($"request: {request.Url}");
            }
        };
        await page.GotoAsync(file);
        return report;
    }

    /// <summary>What an expression gives in the page.</summary>
    public Task<T> EvaluateAsync<T>(string expression) => Page.EvaluateAsync<T>(expression);

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        folder.Dispose();
    }
}
