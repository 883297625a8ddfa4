using System.Diagnostics;
using System.Text.Json.Nodes;

namespace HyOps.EndToEnd.Tests;

/// <summary>
/// The same platform as an operator has it whose environment is no drill and whose replication is asynchronous: site A is lost, recovered from the
/// runner after somebody's approval, and given its role back.
/// </summary>
public sealed class DrillInEarnest : IAsyncLifetime
{
    private readonly TempFolder folder = new("in earnest");

    internal Ended Unconfirmed { get; private set; } = null!;

    internal Ended FromElsewhere { get; private set; } = null!;

    internal Ended Recovery { get; private set; } = null!;

    internal JsonNode RecoveryRecord { get; private set; } = null!;

    internal Ended Failback { get; private set; } = null!;

    internal JsonNode FailbackRecord { get; private set; } = null!;

    internal List<(string Probe, Ended Answer)> AtHome { get; } = [];

    internal Ended SteadyState { get; private set; } = null!;

    internal Ended Clean { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await CopyAsync("modules", "inventories/drill");
        Change("environment.yml", "      always: true", "#     always: true");
        foreach (var inputs in (string[])["database", "failback-reseed", "failback-follow"])
        {
            Change($"inputs/{inputs}.yml", "synchronous: true", "synchronous: false");
        }

        await using var platform = new DrillPlatform(folder.FullPath);
        await platform.PrepareAsync();
        (await platform.HyopsAsync("secrets", "ensure", "DRILL_APP_DB_PASSWORD", "DRILL_PG_REPLICATION_PASSWORD", "DRILL_DNS_TSIG_SECRET")).Is(0);
        (await platform.HyopsAsync("run", "bootstrap", "--no-install")).Is(0);

        var plane = platform.Somebody.Variables;
        FromElsewhere = await platform.OnRunnerAsync("run", "dr", "--confirm", "drill");
        plane["HYOPS_EXECUTION_PLANE"] = "runner-local";
        Unconfirmed = await platform.OnRunnerAsync("run", "dr");

        (await platform.ProbeAsync("disaster", "1")).Is(0);
        Recovery = await ApprovedAsync(platform, "dr", platform.StartOnRunner("run", "dr", "--confirm", "drill"));
        RecoveryRecord = platform.Record("dr");
        Failback = await ApprovedAsync(platform, "dr-failback", platform.StartHyops("run", "dr-failback", "--confirm", "drill"));
        FailbackRecord = platform.Record("dr-failback");
        foreach (var probe in (string[][])[["is-promoted", "primary"], ["follows", "replica", "primary", "5"], ["dns-points-to", "primary"]])
        {
            AtHome.Add((probe[0], await platform.ProbeAsync(probe)));
        }

        SteadyState = await platform.HyopsAsync("run", "steady-state");
        (await platform.ProbeAsync("cleanup")).Is(0);
        Clean = await platform.ProbeAsync("is-clean");
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<Ended> ApprovedAsync(DrillPlatform platform, string phase, Run running)
    {
        var gate = platform.WaitForStepAsync(phase, "go");
        var end = DrillPlatform.EndAsync(running);
        if (await Task.WhenAny(gate, end) == gate)
        {
            (await platform.HyopsAsync("dr", "approve", "go", "--run", await gate, "--as", "on call", "--reason", "site A is lost")).Is(0);
        }

        return await end;
    }

    private async Task CopyAsync(params string[] parts)
    {
        foreach (var part in parts)
        {
            Directory.CreateDirectory(folder.At(part));
            using var copy = Process.Start("cp", ["-aT", Path.Combine(RepositoryRoot.FullPath, part), folder.At(part)]);
            await copy.WaitForExitAsync();
            Assert.Equal(0, copy.ExitCode);
        }
    }

    private void Change(string file, string from, string to)
    {
        var path = folder.At("inventories", "drill", file);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }
}
