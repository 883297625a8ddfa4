using System.Text.Json.Nodes;

namespace HyOps.EndToEnd.Tests;

/// <summary>The platform of the drill environment, made by its bootstrap for one scenario, and who works on it.</summary>
internal sealed class DrillPlatform : IAsyncDisposable
{
    private const string Name = "drill";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly string project;
    private DrillLock? held;
    private bool isOurs;

    /// <summary>Makes nothing yet.</summary>
    /// <param name="project">The project that has the environment.</param>
    public DrillPlatform(string project)
    {
        this.project = project;
        var password = Somebody.Folder.Write("password", "a vault password of a test: 32 chars\n");
        File.SetUnixFileMode(password, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Somebody.Variables["HYOPS_VAULT_PASSWORD_FILE"] = password;
    }

    public Operator Somebody { get; } = new();

    /// <summary>Whether anything of the platform is on this machine.</summary>
    public static bool Stands => Path.Exists("/var/lib/hyops-drill") || (Directory.Exists("/run/netns") && Directory.GetFiles("/run/netns", "hyops-drill-*").Length > 0);

    /// <summary>Waits until no other stands.</summary>
    public async Task PrepareAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(12));
        held = await DrillLock.TakeAsync(patience.Token);
        if (held.Left is { Length: > 0 } left)
        {
            await AskAsync(left, "cleanup");
        }

        Assert.False(Stands, "a platform of the drill environment stands on this machine, which is of no test: inventories/drill/probes/cleanup takes it away");
        held.Note(Somebody.Root(Name));
        isOurs = true;
    }

    /// <summary>A target of the build host.</summary>
    public Run StartTarget(params string[] arguments) => Somebody.Start(Hosts.BuildScript, ["--target", .. arguments, "--env", Name, "--no-install", "--project", project]);

    public Task<Ended> TargetAsync(params string[] arguments) => EndAsync(StartTarget(arguments));

    public Run StartHyops(params string[] arguments) => Somebody.Start(Hosts.Hyops, [.. arguments, "--env", Name, "--project", project]);

    public Task<Ended> HyopsAsync(params string[] arguments) => EndAsync(StartHyops(arguments));

    /// <summary>hyops in the network of the runner, which has no way to site A.</summary>
    public Run StartOnRunner(params string[] arguments) => Somebody.Start("ip", ["netns", "exec", "hyops-drill-runner", Hosts.Hyops, .. arguments, "--env", Name, "--project", project]);

    public Task<Ended> OnRunnerAsync(params string[] arguments) => EndAsync(StartOnRunner(arguments));

    public Task<Ended> ProbeAsync(params string[] command) => AskAsync(Somebody.Root(Name), command);

    /// <summary>Waits until the newest run of a phase has noted that a step has begun.</summary>
    /// <returns>The run's id.</returns>
    public async Task<string> WaitForStepAsync(string phase, string step)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (Newest(phase) is { } run && File.Exists(JournalOf(phase, run))
                && (await File.ReadAllTextAsync(JournalOf(phase, run), patience.Token)).Contains($"\"event\":\"step-began\",\"step\":\"{step}\"", StringComparison.Ordinal))
            {
                return run;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>The record of the newest run of a phase.</summary>
    public JsonNode Record(string phase) => JsonNode.Parse(File.ReadAllText(Path.Combine(Logs(phase), Newest(phase)!, "record.json")))!;

    public static async Task<Ended> EndAsync(Run run)
    {
        using (run)
        {
            using var patience = new CancellationTokenSource(Patience);
            return await run.EndAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (isOurs)
            {
                await ProbeAsync("cleanup");
                held?.Note(Stands ? Somebody.Root(Name) : "");
            }
        }
        finally
        {
            held?.Dispose();
            Somebody.Dispose();
        }
    }

    private string Logs(string phase) => Somebody.At(Path.Combine("logs", phase), Name);

    private string JournalOf(string phase, string run) => Path.Combine(Logs(phase), run, "journal.jsonl");

    // A run's id begins with its time.
    private string? Newest(string phase) => Directory.Exists(Logs(phase)) ? Directory.GetDirectories(Logs(phase)).Select(Path.GetFileName).Max(StringComparer.Ordinal) : null;

    private Task<Ended> AskAsync(string root, params string[] command) => EndAsync(Run.Start(
        Path.Combine(project, "inventories", Name, "probes", command[0]), command[1..],
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["HYOPS_RUNTIME_ROOT"] = root, ["HOME"] = Somebody.Home }, Somebody.Folder.FullPath));
}
