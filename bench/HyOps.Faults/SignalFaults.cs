namespace HyOps.Faults;

/// <summary>Signals to the command at several moments, with each tool.</summary>
internal static class SignalFaults
{
    private const string Group = "signals";
    private static readonly string[][] Signals = [["INT"], ["TERM"], ["HUP"], ["INT", "TERM"], ["INT", "INT"], ["KILL"]];

    public static IEnumerable<Fault> All(Servers servers) =>
        ToolCase.All(servers).SelectMany(tool => Signals.Select(signals => InTheMiddle(tool, signals)))
            .Concat(Signals.Select(signals => WhileUnlocking(servers, signals)))
            .Concat(Signals.Select(signals => WhileWaiting(servers, signals)));

    private static Fault InTheMiddle(ToolCase tool, string[] signals) => new(
        Group, $"{tool.Name}: {Names(signals)} in the middle", $"{Exit(signals)}; nothing alive; {tool.Good}; next run: exit 0",
        async token =>
        {
            using var site = tool.Make();
            using var run = HyopsRun.Start(site);
            await site.WaitUntilBusyAsync(token);
            await run.SignalAsync(signals);
            return await DescribeAsync(run, site, tool, token);
        });

    private static Fault WhileUnlocking(Servers servers, string[] signals)
    {
        var tool = ToolCase.HttpTerraform(servers);
        return new Fault(
            Group, $"{tool.Name}, unlocking takes 8 s: {Names(signals)} meanwhile", $"{Exit(signals)}; nothing alive; {tool.Good}; next run: exit 0",
            async token =>
            {
                using var site = tool.Make();
                await File.WriteAllTextAsync(site.Marker, "", token);
                var unlocking = new TaskCompletionSource();
                servers.Http.UnlockDelay = TimeSpan.FromSeconds(8);
                servers.Http.RefuseWrite = _ =>
                {
                    unlocking.TrySetResult();
                    return null;
                };
                try
                {
                    using var run = HyopsRun.Start(site);
                    await unlocking.Task.WaitAsync(token);
                    await run.SignalAsync(signals);
                    return await DescribeAsync(run, site, tool, token, () => servers.Http.UnlockDelay = TimeSpan.Zero);
                }
                finally
                {
                    servers.Http.UnlockDelay = TimeSpan.Zero;
                    servers.Http.RefuseWrite = static _ => null;
                }
            });
    }

    // Terraform's first word of it comes after three seconds: by then it waits.
    private static Fault WhileWaiting(Servers servers, string[] signals) => new(
        Group, $"Terraform, http backend, somebody else has the lock: {Names(signals)} while waiting", $"{Exit(signals)}; nothing alive; the other's lock stands",
        async token =>
        {
            const string State = "taken";
            const string Other = """{"ID":"11111111-2222-3333-4444-555555555555","Operation":"OperationTypeApply","Info":"","Who":"other@elsewhere","Version":"1.11.4","Created":"2026-01-01T00:00:00Z","Path":""}""";
            using var site = ToolCase.TerraformSite(servers.Http.Backend(State));
            servers.Http.TryLock(State, Other);
            var before = servers.Http.Requests.Count(request => request is { Method: "LOCK", State: State });
            using var run = HyopsRun.Start(site);
            while (servers.Http.Requests.Count(request => request is { Method: "LOCK", State: State }) == before)
            {
                await Task.Delay(20, token);
            }

            await run.SignalAsync(signals);
            var ended = await run.EndAsync(token);
            var left = await Processes.LeftOfAsync(site, token);
            return $"{ended.Exit}; {left}; the other's lock {(servers.Http.LockInfo(State)?.Contains("other@elsewhere", StringComparison.Ordinal) is true ? "stands" : "is gone")}";
        });

    private static async Task<string> DescribeAsync(HyopsRun run, Site site, ToolCase tool, CancellationToken token, Action? beforeNext = null)
    {
        var ended = await run.EndAsync(token);
        var left = await Processes.LeftOfAsync(site, token);
        var seen = await tool.Look(site, token);
        beforeNext?.Invoke();
        using var next = HyopsRun.Start(site);
        return $"{ended.Exit}; {left}; {seen}; next run: {(await next.EndAsync(token)).Exit}";
    }

    private static string Exit(string[] signals) => signals is ["KILL"] ? "exit 137" : "exit 130";

    private static string Names(string[] signals) => signals is ["KILL"] ? "SIGKILL of hyops" : string.Join(" and ", signals.Select(signal => $"SIG{signal}"));
}
