using System.Text.Json;

namespace HyOps.Report.Tests;

/// <summary>The report of a run that was really run: the repository's own local environment, with Packer, Terraform and Ansible.</summary>
public sealed class RealRunTests(Browser browser)
{
    [Fact]
    public async Task A_real_bootstrap_becomes_a_page()
    {
        using var hyops = new Command();
        var run = await hyops.RunAsync("run", "bootstrap", "--no-install", "--project", RepositoryRoot.FullPath);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        var id = Directory.EnumerateDirectories(hyops.Folder.At("home", ".hybridops", "envs", "local", "logs", "bootstrap")).Select(Path.GetFileName).Single()!;

        var report = await hyops.RunAsync("runs", "report", id, "--html");

        var file = hyops.Folder.At($"{id}.html");
        Assert.Equal((0, file + "\n", ""), report);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        await LookAsync(file);
        await RefuseAsync(hyops, id, file);
        await AnswerAsync(hyops, id);
    }

    private async Task LookAsync(string file)
    {
        await using var report = await browser.OpenAsync(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var page = report.Page;

        Assert.Empty(report.Complaints);
        Assert.Equal("bootstrap of local: succeeded", await page.Locator("h1").InnerTextAsync());
        Assert.Equal(["image", "network", "app"], await page.Locator("details.step h3").AllInnerTextsAsync());
        Assert.Equal(3, await page.Locator("svg a.node").CountAsync());
        Assert.Equal(4, await page.Locator(".bars li").CountAsync());
        Assert.Contains("APP_API_TOKEN", await page.Locator("table[aria-labelledby=secrets]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator(".badge.bad, .badge.warn:not(:has-text('local changes'))").CountAsync());
        await page.Locator("#query").FillAsync("PLAY RECAP");
        await page.Keyboard.PressAsync("Enter");
        await Microsoft.Playwright.Assertions.Expect(page.Locator("#found")).ToContainTextAsync("1 of");
        var violations = await Judges.AccessibilityAsync(report);
        Assert.True(violations.Length == 0, string.Join("\n\n", violations));
    }

    private static async Task RefuseAsync(Command hyops, string id, string file)
    {
        await File.WriteAllTextAsync(file, "mine", TestContext.Current.CancellationToken);
        var again = await hyops.RunAsync("runs", "report", id, "--html");
        var inside = await hyops.RunAsync("runs", "report", id, "--html", Path.Combine("home", ".hybridops", "envs", "local", "logs", "bootstrap", id, "report.html"));
        var nothing = await hyops.RunAsync("runs", "report", id);

        Assert.Equal((2, 2, 2), (again.ExitCode, inside.ExitCode, nothing.ExitCode));
        Assert.Contains("--force", again.Error, StringComparison.Ordinal);
        Assert.Contains("record", inside.Error, StringComparison.Ordinal);
        Assert.Contains("--html", nothing.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(0, (await hyops.RunAsync("runs", "report", id, "--html", "--force")).ExitCode);
        Assert.NotEqual("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    private static async Task AnswerAsync(Command hyops, string id)
    {
        var answer = await hyops.RunAsync("runs", "report", id, "--html", "reports/a b.html", "--junit", "reports/run.xml", "--json");

        using var json = JsonDocument.Parse(answer.Output);
        Assert.True(json.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal(hyops.Folder.At("reports", "a b.html"), json.RootElement.GetProperty("html").GetString());
        Assert.True(File.Exists(hyops.Folder.At("reports", "a b.html")) && File.Exists(hyops.Folder.At("reports", "run.xml")));
    }
}
