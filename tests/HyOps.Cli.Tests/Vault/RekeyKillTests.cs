using System.Globalization;
using HyOps.Cli.Tests.Processes;

namespace HyOps.Cli.Tests.Vault;

/// <summary>A real SIGKILL while a password changes: by the pass that it calls, and at random moments.</summary>
public sealed class RekeyKillTests
{
    private const string Next = "next word of the tests";

    [Theory(Timeout = 120_000)]
    [InlineData("insert", RekeyLeft.Old)]
    [InlineData("cp", RekeyLeft.New)]
    [InlineData("mv", RekeyLeft.New)]
    [InlineData("rm", RekeyLeft.New)]
    public async Task Killed_by_what_it_calls_it_is_finished_or_undone_by_the_next_call(string verb, RekeyLeft expected)
    {
        using var station = await WithBundlesAsync();
        var path = station.Variables.GetValueOrDefault("PATH");
        station.Variables["PATH"] = $"{Wrapper(station, verb)}:{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}";
        var killed = await RekeyAsync(station);
        station.Variables["PATH"] = path ?? $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}";

        var resumed = await station.CallAsync("vault", "rekey", "--resume");

        Assert.Equal(128 + 9, killed.ExitCode);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(expected is RekeyLeft.New ? Next + "\n" : Workstation.Password + "\n", (await station.CallAsync("vault", "password")).Output);
        await AllOpenAsync(station);
    }

    [Fact(Timeout = 120_000)]
    public async Task Killed_at_any_moment_all_bundles_open_with_the_one_password_that_is_stored()
    {
        using var station = await WithBundlesAsync();
        var random = new Random(7);
        for (var round = 0; round < 4; round++)
        {
            using var process = Hyops.Start(station.Folder, station.Variables, "vault", "rekey", "--all", "--new-password-command", $"echo word of round {round}");
            process.StandardInput.Close();
            await Task.Delay(random.Next(60, 700), TestContext.Current.CancellationToken);
            process.Kill();
            await Hyops.EndAsync(process);

            var resumed = await station.CallAsync("vault", "rekey", "--resume");

            Assert.True(resumed.ExitCode == 0, resumed.Error);
            await AllOpenAsync(station);
        }
    }

    private static async Task<Workstation> WithBundlesAsync()
    {
        var station = new Workstation().WithEntry();
        foreach (var environment in (string[])["dev", "prod"])
        {
            Assert.Equal(0, (await station.CallAsync("secrets", "set", "--env", environment, "A=value")).ExitCode);
        }

        return station;
    }

    private static Task<Called> RekeyAsync(Workstation station) => station.CallAsync("vault", "rekey", "--all", "--new-password-command", $"echo {Next}");

    private static async Task AllOpenAsync(Workstation station)
    {
        foreach (var environment in (string[])["dev", "prod"])
        {
            var shown = await station.CallAsync("secrets", "show", "--env", environment, "--reveal", "A");
            Assert.True(shown.ExitCode == 0, shown.Error);
            Assert.Equal("value", shown.Output);
        }
    }

    /// <summary>A pass that does its work and then kills hyops, which is its parent: the launcher executes in place.</summary>
    private static string Wrapper(Workstation station, string verb)
    {
        station.Folder.WriteScript("bin/pass", string.Create(CultureInfo.InvariantCulture, $"/usr/bin/pass \"$@\" || exit\n[ \"$1\" = {verb} ] && kill -9 $PPID\ntrue"));
        return station.Folder.At("bin");
    }
}

/// <summary>Which password is left.</summary>
public enum RekeyLeft
{
    /// <summary>The one before.</summary>
    Old,

    /// <summary>The one after.</summary>
    New,
}
