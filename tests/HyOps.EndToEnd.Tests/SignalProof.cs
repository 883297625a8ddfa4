using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace HyOps.EndToEnd.Tests;

/// <summary>What the proofs about signals share: a lab for each test, somebody who runs its phases, and what must be true afterwards.</summary>
/// <param name="server">PostgreSQL.</param>
public abstract class SignalProof(SignalServer server) : IAsyncLifetime, IClassFixture<SignalServer>
{
    private protected SignalLab Lab { get; private set; } = null!;

    private protected Operator Somebody { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Lab = await SignalLab.CreateAsync(server.Postgres, TestContext.Current.CancellationToken);
        Somebody = new Operator(Lab.Project);
    }

    public async ValueTask DisposeAsync()
    {
        Somebody.Dispose();
        await Lab.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static async Task SendAsync(int process, string signals)
    {
        var script = string.Join("; ", signals.Split(' ').Select(signal => $"kill -{signal} {process.ToString(CultureInfo.InvariantCulture)}"));
        using var shell = Process.Start("/bin/sh", ["-c", script]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private protected async Task AssertSavedAndFreeAsync()
    {
        var (free, inPostgres) = await Lab.Database.LookAsync(TestContext.Current.CancellationToken);

        Assert.Null(Lab.Http.LockInfo("network"));
        Assert.True(free);
        AssertSaved(Lab.Http.State("network"));
        AssertSaved(inPostgres);
    }

    private protected async Task AssertNobodyIsLeftAsync(int host)
    {
        while (Processes.Below(Lab.Project, Somebody.Home).Count > 0 || Processes.WatcherOf(host))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The phase of <see cref="SignalLab.Backends"/>, at a terminal.</summary>
    private protected Process StartAt(PseudoTerminal terminal)
    {
        var start = new ProcessStartInfo(Hosts.Hyops, ["run", "bootstrap", "--no-install", "--env", SignalLab.Backends, "--project", Lab.Project]) { WorkingDirectory = Somebody.Folder.FullPath };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = Somebody.Home;
        start.Environment["DOTNET_ROOT"] = Hosts.DotnetRoot;
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["TERM"] = "xterm-256color";
        return terminal.Start(start);
    }

    private static void AssertSaved(string? state)
    {
        var resources = JsonNode.Parse(Assert.IsType<string>(state))!["resources"]!.AsArray();
        Assert.Contains(LabProject.Made, state, StringComparison.Ordinal);
        // The slow one was cut short: Terraform knows that it may be half there. Nothing started after the signal.
        Assert.Equal(["before:", "slow:tainted"], resources.Select(resource => $"{resource!["name"]}:{resource["instances"]![0]!["status"]}").Order(StringComparer.Ordinal));
    }
}
