using System.Runtime.InteropServices;

namespace HyOps.EndToEnd.Tests;

/// <summary>Ctrl-C at every moment, a cancelled job, a closed session, a killed host: with the real tools in the middle of their work.</summary>
public sealed class InterruptTests : IDisposable
{
    private readonly Lab lab = new();
    private readonly Operator somebody;

    public InterruptTests() => somebody = new Operator(lab.Project);

    public void Dispose()
    {
        somebody.Dispose();
        lab.Dispose();
    }

    [Theory(Timeout = 120_000)]
    [InlineData(Lab.Terraform, PosixSignal.SIGINT, false)]
    [InlineData(Lab.Terraform, PosixSignal.SIGHUP, true)]
    [InlineData(Lab.Packer, PosixSignal.SIGINT, false)]
    [InlineData(Lab.Ansible, PosixSignal.SIGTERM, false)]
    public async Task A_signal_ends_a_run_in_order(string environment, PosixSignal signal, bool hyops)
    {
        using var run = somebody.StartBootstrap(environment, hyops);
        await lab.WaitUntilBusyAsync(environment);

        await run.SignalAsync(signal);
        await run.SignalAsync(PosixSignal.SIGINT);
        var ended = await Operator.EndAsync(run);

        ended.Is(130, "interrupted", "exit    130 (interrupted)");
        AssertNothingIsLeft(environment);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_second_run_is_refused_and_told_who_is_there_and_a_killed_one_holds_nothing()
    {
        using var first = somebody.StartBootstrap(Lab.Terraform);
        await lab.WaitUntilBusyAsync(Lab.Terraform);

        var second = await somebody.BootstrapAsync(Lab.Terraform);
        var fromHyops = await somebody.HyopsAsync("run", "bootstrap", "--env", Lab.Terraform, "--no-install", "--project", lab.Project);
        await first.KillAsync("KILL");
        await Operator.EndAsync(first);
        await LeftoversEndAsync();
        File.Delete(lab.Marker(Lab.Terraform));
        using var next = somebody.StartBootstrap(Lab.Terraform);
        await lab.WaitUntilBusyAsync(Lab.Terraform);
        await next.SignalAsync(PosixSignal.SIGINT);
        var last = await Operator.EndAsync(next);

        second.Is(13, "this environment is in use by run bootstrap-", $"(process {first.Id}, since ");
        fromHyops.Is(13, "this environment is in use by run bootstrap-");
        last.Is(130, "which was killed");
        AssertNothingIsLeft(Lab.Terraform);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(200)]
    [InlineData(350)]
    [InlineData(500)]
    [InlineData(800)]
    public async Task A_signal_before_the_steps_starts_nothing(int milliseconds)
    {
        using var run = somebody.StartBootstrap(Lab.Terraform);
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);

        await run.SignalAsync(PosixSignal.SIGTERM);
        var ended = await Operator.EndAsync(run);

        // 143: the shell that looks whether the host is up to date was still there.
        Assert.True(ended.ExitCode is 130 or 143, ended.All);
        AssertNothingIsLeft(Lab.Terraform);
    }

    private void AssertNothingIsLeft(string environment)
    {
        Assert.DoesNotContain(Processes.Below(lab.Project, somebody.Home), _ => true);
        if (Directory.Exists(somebody.Root(environment)))
        {
            var files = Directory.GetFiles(somebody.Root(environment), "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)!).ToList();
            Assert.DoesNotContain("run.lease", files);
            Assert.DoesNotContain(".terraform.tfstate.lock.info", files);
            Assert.DoesNotContain("hyops.tfplan", files);
            Assert.DoesNotContain("errored.tfstate", files);
        }
    }

    // The host is gone; its watcher tells the tools, and they take the time that they need.
    private async Task LeftoversEndAsync()
    {
        while (Processes.Below(lab.Project, somebody.Home).Count > 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
