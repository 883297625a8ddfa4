using HyOps.Testing;

namespace HyOps.Cli.Tests.Vault;

public sealed class VaultVerbsTests
{
    [Fact(Timeout = 60_000)]
    public async Task Status_verbose_says_ready_or_not_and_what_to_do()
    {
        using var station = new Workstation().WithEntry();
        station.Gpg.Configure($"pinentry-program {station.Gpg.Pinentry(null)}");

        var locked = await station.CallAsync("vault", "status-verbose", "--env", "dev");
        var status = await station.CallAsync("vault", "status", "--env", "dev");
        station.Gpg.Configure($"pinentry-program {station.Gpg.Pinentry(GpgHome.Passphrase)}");
        await station.CallAsync("vault", "password", "--env", "dev");
        var ready = await station.CallAsync("vault", "status-verbose", "--env", "dev");

        Assert.Equal((1, "not ready\n"), (locked.ExitCode, locked.Output));
        Assert.Contains("next: unlock once at a terminal: hyops vault password >/dev/null\n", locked.Error, StringComparison.Ordinal);
        Assert.Equal(1, status.ExitCode);
        Assert.Equal(new(0, "ready\n", ""), ready);
    }

    [Fact(Timeout = 60_000)]
    public async Task Status_as_json_has_the_reason_and_the_fix_and_no_password()
    {
        using var station = new Workstation().WithEntry();

        await station.CallAsync("vault", "password");
        var ready = await station.CallAsync("vault", "status", "--env", "dev", "--json");
        var none = await station.CallAsync("vault", "status", "--env", "dev", "--json", "--vault-password-file", "nowhere");
        var both = await station.CallAsync("vault", "status", "--env", "dev", "--json", "--vault-password-file", "a", "--vault-password-command", "b");

        Assert.Equal((0, true, true), (ready.ExitCode, (bool)ready.Json["ok"]!, (bool)ready.Json["ready"]!));
        Assert.Equal((1, false), (none.ExitCode, (bool)none.Json["ok"]!));
        Assert.Contains("no such file", (string)none.Json["reason"]!, StringComparison.Ordinal);
        Assert.NotNull(none.Json["fix"]);
        Assert.Equal(2, both.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_bundle_that_the_password_does_not_open_is_not_ready()
    {
        using var station = new Workstation().WithEntry();
        await station.CallAsync("secrets", "set", "--env", "dev", "--vault-password-command", "echo another word", "A=b");
        await station.CallAsync("vault", "password");

        var status = await station.CallAsync("vault", "status-verbose", "--env", "dev");

        Assert.Equal((1, "not ready\n"), (status.ExitCode, status.Output));
        Assert.Contains("bootstrap.vault.env", status.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_script_may_be_named_before_or_after_the_verb()
    {
        using var station = new Workstation();
        var script = station.Folder.WriteScript("vault pass.sh", "echo of the script");

        var before = await station.CallAsync("vault", "--script", script, "password");
        var after = await station.CallAsync("vault", "password", "--script", script);

        Assert.Equal("of the script\n", before.Output);
        Assert.Equal(before, after);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_life_of_a_vault_password()
    {
        using var station = new Workstation();
        station.Gpg.CreateKey();

        await GoesAsync(station, "vault", "bootstrap", "--generate", "--env", "dev");
        await GoesAsync(station, "secrets", "set", "--env", "dev", "A=value");
        await GoesAsync(station, "secrets", "set", "--env", "prod", "A=value");
        var first = await GoesAsync(station, "vault", "password");
        var rekeyed = await GoesAsync(station, "vault", "rekey", "--all", "--generate");
        var second = await GoesAsync(station, "vault", "password");
        Assert.NotEqual(first, second);
        Assert.Contains("changed  the password of 2 bundles", rekeyed, StringComparison.Ordinal);
        Assert.Equal("value", await GoesAsync(station, "secrets", "show", "--env", "prod", "--reveal", "A"));
        Assert.Equal(13, (await station.CallAsync("vault", "reset", "--yes")).ExitCode);
        await GoesAsync(station, "vault", "reset", "--yes", "--force");
        Assert.Equal(1, (await station.CallAsync("vault", "status", "--env", "dev")).ExitCode);
    }

    private static async Task<string> GoesAsync(Workstation station, params string[] args)
    {
        var called = await station.CallAsync(args);
        Assert.True(called.ExitCode == 0, called.Error);
        return called.Output;
    }
}
