namespace HyOps.Cli.Tests.Secrets;

/// <summary>Rotations from end to end: the built program, the real SDK against a Key Vault on loopback, real Terraform, a probe.</summary>
public sealed class RotationProcessTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_rotation_makes_a_version_has_it_proven_and_disables_the_one_before()
    {
        await using var project = await RotationProject.StartAsync();

        var rotated = await project.RotateAsync("DB_PASSWORD", "--json");

        Assert.True(rotated.ExitCode == 0, rotated.Error + rotated.Output);
        Assert.Equal(("done", 2), ((string?)rotated.Json["keys"]![0]!["stage"], project.Versions.Count));
        Assert.Equal([false, true], project.Versions.Select(version => version.Enabled));
        Assert.Equal($"{project.Versions[1].Version} {project.Versions[1].Value}", Assert.Single(project.Probed));
        var value = project.Versions[1].Value;
        Assert.DoesNotContain(value, rotated.Output + rotated.Error, StringComparison.Ordinal);
        Assert.All(project.Texts(), text => Assert.DoesNotContain(value, text, StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_probe_that_fails_leaves_the_one_before_and_resume_finishes()
    {
        await using var project = await RotationProject.StartAsync();
        project.Probe(succeeds: false);

        var failed = await project.RotateAsync("DB_PASSWORD");
        var between = project.Versions.Select(version => version.Enabled).ToList();
        project.Probe(succeeds: true);
        var resumed = await project.RotateAsync("--resume");

        Assert.Equal(20, failed.ExitCode);
        Assert.Contains("stopped: probe login exited 4: denied", failed.Output, StringComparison.Ordinal);
        Assert.Equal([true, true], between);
        Assert.True(resumed.ExitCode == 0, resumed.Error + resumed.Output);
        Assert.Equal([false, true], project.Versions.Select(version => version.Enabled));
    }

    [Fact(Timeout = 120_000)]
    public async Task Killed_between_write_and_disable_it_is_finished_with_the_version_that_is_there()
    {
        await using var project = await RotationProject.StartAsync();
        project.Server.Faults.HeldWrites = TimeSpan.FromMinutes(5);
        using var process = project.Start("DB_PASSWORD");
        process.StandardInput.Close();
        while (project.Versions.Count < 2)
        {
            Assert.False(process.HasExited);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        project.Server.Faults.HeldWrites = TimeSpan.Zero;
        var stage = (string?)project.State["stage"];
        var between = project.Versions.Select(version => version.Enabled).ToList();
        var resumed = await project.RotateAsync("--resume");

        Assert.Equal(("Writing", 137), (stage, process.ExitCode));
        Assert.Equal([true, true], between);
        Assert.True(resumed.ExitCode == 0, resumed.Error + resumed.Output);
        Assert.Contains("which an interrupted run wrote", resumed.Error, StringComparison.Ordinal);
        Assert.Equal([false, true], project.Versions.Select(version => version.Enabled));
        Assert.Equal(project.Versions[1].Version, (string?)project.State["new_version"]);
    }
}
