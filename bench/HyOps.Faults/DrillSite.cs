using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using HyOps.Testing;

namespace HyOps.Faults;

/// <summary>The platform of the drill environment, made for one recovery.</summary>
internal sealed class DrillSite : IDisposable
{
    private const string Runner = "hyops-drill-runner";
    private static readonly string[] Keys = ["DRILL_APP_DB_PASSWORD", "DRILL_PG_REPLICATION_PASSWORD", "DRILL_DNS_TSIG_SECRET"];
    private readonly TempFolder folder = new("drill");
    private readonly string project;

    private DrillSite(string project)
    {
        this.project = project;
        Home = folder.CreateFolder("home");
        File.WriteAllText(PasswordFile, "correct horse battery staple");
        File.SetUnixFileMode(PasswordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public string Home { get; }

    public string Root => Path.Combine(Home, ".hybridops", "envs", "drill");

    private string PasswordFile => folder.At("password");

    /// <summary>Makes it.</summary>
    public static async Task<DrillSite> MadeAsync(string project, CancellationToken token)
    {
        var site = new DrillSite(project);
        try
        {
            await site.RequireAsync(["secrets", "ensure", .. site.Selected(site.Root), .. Keys], token);
            await site.RequireAsync(["run", "bootstrap", "--no-install", .. site.Selected(site.Root)], token);
            return site;
        }
        catch
        {
            site.Dispose();
            throw;
        }
    }

    /// <summary>Starts the recovery and kills it when a step has begun.</summary>
    /// <returns>The run's id.</returns>
    public async Task<string> KilledInAsync(string step, CancellationToken token)
    {
        using var process = Recover(Root, []);
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        string? journal = null;
        while (journal is null || !(await File.ReadAllTextAsync(journal, token)).Contains($"\"event\":\"step-began\",\"step\":\"{step}\"", StringComparison.Ordinal))
        {
            await Task.Delay(10, token);
            var logs = Path.Combine(Root, "logs", "dr");
            journal = Directory.Exists(logs) ? Directory.GetFiles(logs, "journal.jsonl", SearchOption.AllDirectories).FirstOrDefault() : null;
        }

        process.Kill();
        await process.WaitForExitAsync(token);
        return Path.GetFileName(Path.GetDirectoryName(journal))!;
    }

    /// <summary>Runs the recovery to its end. While tools of a killed run still end, it is refused, and tried again.</summary>
    public async Task<(int ExitCode, JsonNode? Summary)> RecoverAsync(IReadOnlyList<string> more, CancellationToken token, string? root = null)
    {
        while (true)
        {
            using var process = Recover(root ?? Root, ["--json", .. more]);
            var error = process.StandardError.ReadToEndAsync(token);
            var output = await process.StandardOutput.ReadToEndAsync(token);
            await process.WaitForExitAsync(token);
            if (process.ExitCode is 13 && (await error).Contains("still run", StringComparison.Ordinal))
            {
                await Task.Delay(200, token);
                continue;
            }

            return (process.ExitCode, output.StartsWith('{') ? JsonNode.Parse(output) : null);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var start = new ProcessStartInfo(Path.Combine(project, "inventories", "drill", "probes", "cleanup")) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HYOPS_RUNTIME_ROOT"] = Root;
        using var cleanup = Process.Start(start)!;
        cleanup.WaitForExit();
        folder.Dispose();
    }

    private string[] Selected(string root) => ["--env", "drill", "--project", project, "--root", root, "--vault-password-file", PasswordFile];

    private Process Recover(string root, IEnumerable<string> more) => Start("ip", ["netns", "exec", Runner, HyopsRun.Program, "run", "dr", .. Selected(root), .. more]);

    private async Task RequireAsync(IEnumerable<string> arguments, CancellationToken token)
    {
        using var process = Start(HyopsRun.Program, arguments);
        var error = process.StandardError.ReadToEndAsync(token);
        var output = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"the platform could not be made (exit {process.ExitCode}):\n{output}\n{await error}");
        }
    }

    private Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Home, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["HOME"] = Home;
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        return Process.Start(start)!;
    }
}
