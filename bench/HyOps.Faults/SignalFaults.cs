namespace HyOps.Faults;

/// <summary>Signals to the command at several moments, with each tool.</summary>
internal static class SignalFaults
{
    private const string Group = "signals";
    private static readonly TimeSpan SlowUnlock = TimeSpan.FromSeconds(8);
    private static readonly string[][] Signals = [["INT"], ["TERM"], ["HUP"], ["INT", "TERM"], ["INT", "INT"], [HyopsRun.Keys], ["KILL"]];

    public static IEnumerable<Fault> All() =>
        ToolCase.All.SelectMany(tool => Signals.Select(signals => InTheMiddle(tool, signals)))
            .Concat(Signals.Select(AgainWhileUnlocking))
            .Concat(Signals.Select(WhenAllIsDone))
            .Concat(Signals.Select(WhilePlanning))
            .Concat(Signals.Select(WhileWaiting));

    private static Fault InTheMiddle(ToolCase tool, string[] signals) => new(
        Group, $"{tool.Name}: {Names(signals)} in the middle", $"{Exit(signals)}; nothing alive; {tool.Good}; next run: exit 0",
        async (servers, token) =>
        {
            using var site = tool.Make(servers);
            using var run = Start(site, signals);
            await site.WaitUntilBusyAsync(token);
            servers.Http.UnlockDelay = SlowUnlock;
            await run.SignalAsync(signals);
            return await DescribeAsync(run, site, tool, servers, token);
        });

    // One SIGINT in the middle; the others come once the state is saved, and the lock is being freed.
    private static Fault AgainWhileUnlocking(string[] signals)
    {
        var tool = ToolCase.HttpTerraform;
        return new Fault(
            Group, $"{tool.Name}: SIGINT in the middle, then {Names(signals)} while it unlocks", $"{Exit(signals)}; nothing alive; {tool.Good}; next run: exit 0",
            async (servers, token) =>
            {
                using var site = tool.Make(servers);
                using var run = Start(site, signals);
                await site.WaitUntilBusyAsync(token);
                servers.Http.UnlockDelay = SlowUnlock;
                await run.SignalAsync("INT");
                await servers.Written.WaitAsync(token);
                await run.SignalAsync(signals);
                return await DescribeAsync(run, site, tool, servers, token);
            });
    }

    // The apply is through: there is nothing left to interrupt, and the run succeeds.
    private static Fault WhenAllIsDone(string[] signals)
    {
        var tool = ToolCase.HttpTerraform;
        var exit = signals is ["KILL"] ? Exit(signals) : "exit 0";
        return new Fault(
            Group, $"{tool.Name}: {Names(signals)} when all is done but the unlocking", $"{exit}; nothing alive; {tool.Good}; next run: exit 0",
            async (servers, token) =>
            {
                using var site = tool.Make(servers);
                await File.WriteAllTextAsync(site.Marker, "", token);
                using var run = Start(site, signals);
                await servers.Written.WaitAsync(token);
                servers.Http.UnlockDelay = SlowUnlock;
                await run.SignalAsync(signals);
                return await DescribeAsync(run, site, tool, servers, token);
            });
    }

    private static Fault WhilePlanning(string[] signals)
    {
        var tool = ToolCase.HttpTerraform;
        return new Fault(
            Group, $"{tool.Name}: {Names(signals)} while it plans", $"{Exit(signals)}; nothing alive; lock free, no state; next run: exit 0",
            async (servers, token) =>
            {
                using var site = tool.Make(servers);
                await File.WriteAllTextAsync(site.Marker, "", token);
                servers.Http.UnlockDelay = SlowUnlock;
                using var run = Start(site, signals);
                await servers.LockAskedAsync(token);
                await run.SignalAsync(signals);
                return await DescribeAsync(run, site, tool, servers, token);
            });
    }

    private static Fault WhileWaiting(string[] signals) => new(
        Group, $"Terraform, http backend, somebody else has the lock: {Names(signals)} while waiting", $"{Exit(signals)}; nothing alive; the other's lock stands",
        async (servers, token) =>
        {
            const string Other = """{"ID":"11111111-2222-3333-4444-555555555555","Operation":"OperationTypeApply","Info":"","Who":"other@elsewhere","Version":"1.11.4","Created":"2026-01-01T00:00:00Z","Path":""}""";
            using var site = ToolCase.TerraformSite(servers.Http.Backend(Servers.State));
            servers.Http.TryLock(Servers.State, Other);
            using var run = Start(site, signals);
            await servers.LockAskedAsync(token);
            await run.SignalAsync(signals);
            var ended = await run.EndAsync(token);
            var left = await Processes.LeftOfAsync(site, token);
            return $"{ended.Exit}; {left}; the other's lock {(servers.Http.LockInfo(Servers.State)?.Contains("other@elsewhere", StringComparison.Ordinal) is true ? "stands" : "is gone")}";
        });

    private static async Task<string> DescribeAsync(HyopsRun run, Site site, ToolCase tool, Servers servers, CancellationToken token)
    {
        var ended = await run.EndAsync(token);
        var left = await Processes.LeftOfAsync(site, token);
        var seen = await tool.Look(servers, site, token);
        servers.Http.UnlockDelay = TimeSpan.Zero;
        using var next = HyopsRun.Start(site);
        return $"{ended.Exit}; {left}; {seen}; next run: {(await next.EndAsync(token)).Exit}";
    }

    private static HyopsRun Start(Site site, string[] signals) => signals.Contains(HyopsRun.Keys) ? HyopsRun.AtTerminal(site) : HyopsRun.Start(site);

    private static string Exit(string[] signals) => signals is ["KILL"] ? "exit 137" : "exit 130";

    private static string Names(string[] signals) => signals switch
    {
        ["KILL"] => "SIGKILL of hyops",
        [HyopsRun.Keys] => $"{HyopsRun.Keys} at a terminal",
        _ => string.Join(" and ", signals.Select(signal => $"SIG{signal}")),
    };
}
