using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace HyOps.EndToEnd.Tests;

/// <summary>
/// What reaches the real tools of a running phase, and what they leave: on a state server whose unlock takes its time, and on a real
/// PostgreSQL. Killed hosts too: then nobody but the watcher is left to tell the tools.
/// </summary>
public sealed class SignalProofTests : IAsyncLifetime
{
    private SignalLab lab = null!;
    private Operator somebody = null!;

    public async ValueTask InitializeAsync()
    {
        lab = await SignalLab.CreateAsync(TestContext.Current.CancellationToken);
        somebody = new Operator(lab.Project);
    }

    public async ValueTask DisposeAsync()
    {
        somebody.Dispose();
        await lab.DisposeAsync();
    }

    [Theory(Timeout = 120_000)]
    [InlineData("INT", true, 8)]
    [InlineData("TERM", false, 1)]
    [InlineData("HUP", true, 1)]
    [InlineData("INT TERM", false, 1)]
    public async Task A_signal_frees_the_locks_and_saves_the_states(string signals, bool hyops, int unlockSeconds)
    {
        lab.Http.UnlockDelay = TimeSpan.FromSeconds(unlockSeconds);
        using var run = somebody.StartBootstrap(SignalLab.Backends, hyops);
        await lab.WaitUntilBusyAsync(SignalLab.Backends);

        await SendAsync(run.Id, signals);
        var ended = await Operator.EndAsync(run);

        ended.Is(130, "exit    130 (interrupted)");
        Assert.DoesNotContain("Two interrupts", ended.All, StringComparison.Ordinal);
        await AssertSavedAndFreeAsync();
        await AssertNobodyIsLeftAsync(run.Id);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(true, 8)]
    [InlineData(false, 1)]
    public async Task A_killed_host_leaves_tools_that_end_in_order(bool hyops, int unlockSeconds)
    {
        lab.Http.UnlockDelay = TimeSpan.FromSeconds(unlockSeconds);
        using var run = somebody.StartBootstrap(SignalLab.Backends, hyops);
        await lab.WaitUntilBusyAsync(SignalLab.Backends);

        await SendAsync(run.Id, "KILL");
        await Operator.EndAsync(run);
        await AssertNobodyIsLeftAsync(run.Id);

        await AssertSavedAndFreeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_host_that_is_killed_right_after_its_interrupt_leaves_no_second_one()
    {
        lab.Http.UnlockDelay = TimeSpan.FromSeconds(2);
        using var run = somebody.StartBootstrap(SignalLab.Backends, hyops: true);
        await lab.WaitUntilBusyAsync(SignalLab.Backends);

        await SendAsync(run.Id, "INT");
        while (!lab.Http.Requests.Any(request => request is { Method: "POST", Status: 200 }))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        await SendAsync(run.Id, "KILL");
        await Operator.EndAsync(run);
        await AssertNobodyIsLeftAsync(run.Id);

        await AssertSavedAndFreeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task At_a_terminal_the_second_Control_C_tells_and_the_third_asks()
    {
        using var terminal = new PseudoTerminal();
        using var run = terminal.Start(Hyops("run", "bootstrap", "--no-install", "--env", SignalLab.Backends, "--project", lab.Project));
        await lab.WaitUntilBusyAsync(SignalLab.Backends);
        // Longer than anybody waits: Terraform saves its state, then waits for its unlock. Not before, as the plan unlocks too.
        lab.Http.UnlockDelay = TimeSpan.FromMinutes(5);

        terminal.Type("\u0003");
        await terminal.SeeAsync("interrupted: waiting for http", cancellationToken: TestContext.Current.CancellationToken);
        terminal.Type("\u0003");
        await terminal.SeeAsync("holds the state lock of http; it takes the time that it needs", cancellationToken: TestContext.Current.CancellationToken);
        terminal.Type("\u0003");
        await terminal.SeeAsync("Kill? Only 'yes' does:", cancellationToken: TestContext.Current.CancellationToken);
        terminal.Type("no\n");
        await terminal.SeeAsync("not killed: still waiting", cancellationToken: TestContext.Current.CancellationToken);
        while (!lab.Http.Requests.Any(request => request is { Method: "POST", Status: 200 }))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        terminal.Type("\u0003");
        await terminal.SeeAsync("Kill? Only 'yes' does:", times: 2, TestContext.Current.CancellationToken);
        terminal.Type("yes\n");
        await terminal.SeeAsync("killed: terraform apply (http)", cancellationToken: TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("killing it leaves the lock and may lose state", terminal.Screen, StringComparison.Ordinal);
        Assert.NotNull(lab.Http.LockInfo("network"));
        await AssertNobodyIsLeftAsync(run.Id);
    }

    [Fact(Timeout = 120_000)]
    public async Task Control_C_through_a_terminal_frees_the_locks_and_saves_the_states()
    {
        lab.Http.UnlockDelay = TimeSpan.FromSeconds(1);
        using var terminal = new PseudoTerminal();
        using var run = terminal.Start(Hyops("run", "bootstrap", "--no-install", "--env", SignalLab.Backends, "--project", lab.Project));
        await lab.WaitUntilBusyAsync(SignalLab.Backends);

        terminal.Type("\u0003");
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, run.ExitCode);
        await AssertSavedAndFreeAsync();
        await AssertNobodyIsLeftAsync(run.Id);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("INT TERM")]
    [InlineData("KILL")]
    public async Task Packer_and_Ansible_end_with_their_children(string signals)
    {
        using var run = somebody.StartBootstrap(SignalLab.Others, hyops: true);
        await lab.WaitUntilBusyAsync(SignalLab.Others);

        await SendAsync(run.Id, signals);
        var ended = await Operator.EndAsync(run);
        await AssertNobodyIsLeftAsync(run.Id);

        if (signals != "KILL")
        {
            ended.Is(130, "Cleanly cancelled builds", "exit    130 (interrupted)");
        }
    }

    private static async Task SendAsync(int process, string signals)
    {
        var script = string.Join("; ", signals.Split(' ').Select(signal => $"kill -{signal} {process.ToString(CultureInfo.InvariantCulture)}"));
        using var shell = Process.Start("/bin/sh", ["-c", script]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private async Task AssertSavedAndFreeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        var inPostgres = await lab.Postgres.QueryAsync("SELECT data FROM terraform_remote_state.states WHERE name = 'default'", token);
        var locks = await lab.Postgres.QueryAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", token);

        Assert.Null(lab.Http.LockInfo("network"));
        Assert.Equal("0", locks);
        AssertSaved(lab.Http.State("network"));
        AssertSaved(inPostgres);
    }

    private static void AssertSaved(string? state)
    {
        var resources = JsonNode.Parse(Assert.IsType<string>(state))!["resources"]!.AsArray();
        Assert.Contains(SignalLab.Made, state, StringComparison.Ordinal);
        // The slow one was cut short: Terraform knows that it may be half there. Nothing started after the signal.
        Assert.Equal(["before:", "slow:tainted"], resources.Select(resource => $"{resource!["name"]}:{resource["instances"]![0]!["status"]}").Order(StringComparer.Ordinal));
    }

    private async Task AssertNobodyIsLeftAsync(int host)
    {
        while (Processes.Below(lab.Project, somebody.Home).Count > 0 || Processes.WatcherOf(host))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private ProcessStartInfo Hyops(params string[] arguments)
    {
        var start = new ProcessStartInfo(Hosts.Hyops, arguments) { WorkingDirectory = somebody.Folder.FullPath };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = somebody.Home;
        start.Environment["DOTNET_ROOT"] = Hosts.DotnetRoot;
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["TERM"] = "xterm-256color";
        return start;
    }
}
