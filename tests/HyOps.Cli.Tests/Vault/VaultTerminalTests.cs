using System.Diagnostics;
using HyOps.Testing;

namespace HyOps.Cli.Tests.Vault;

/// <summary>The verbs that ask, at a real terminal, with the real gpg, agent and pinentry.</summary>
public sealed class VaultTerminalTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Bootstrap_asks_twice_shows_nothing_and_stores()
    {
        using var station = new Workstation();
        using var terminal = new PseudoTerminal();
        using var hyops = station.StartAt(terminal, "vault", "bootstrap");

        await terminal.SeeAsync("Vault password: ", cancellationToken: Token);
        terminal.Type(Workstation.Password + "\n");
        await terminal.SeeAsync("Vault password again: ", cancellationToken: Token);
        terminal.Type(Workstation.Password + "\n");
        await hyops.WaitForExitAsync(Token);

        Assert.Equal(0, hyops.ExitCode);
        Assert.Equal(Workstation.Password + "\n", station.Gpg.Show());
        Assert.Contains("created  GPG key", terminal.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain(Workstation.Password, terminal.Screen, StringComparison.Ordinal);
        Assert.True(terminal.Echoes);
    }

    [Fact(Timeout = 60_000)]
    public async Task Ctrl_c_while_a_password_is_typed_gives_the_terminal_back()
    {
        using var station = new Workstation();
        using var terminal = new PseudoTerminal();
        using var hyops = station.StartAt(terminal, "vault", "bootstrap");
        await terminal.SeeAsync("Vault password: ", cancellationToken: Token);
        Assert.False(terminal.Echoes);

        terminal.Type("half a pass\u0003");
        await hyops.WaitForExitAsync(Token);

        Assert.Equal(130, hyops.ExitCode);
        Assert.True(terminal.Echoes);
        Assert.DoesNotContain("half a", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_real_pinentry_unlocks_at_the_terminal_and_the_password_stays_hidden()
    {
        using var station = new Workstation().WithEntry();
        station.Gpg.Configure("s2k-count 65536");
        using var terminal = new PseudoTerminal();
        using var hyops = station.StartAt(terminal, "vault", "password");

        await terminal.SeeAsync("<Cancel>", cancellationToken: Token);
        terminal.Type(GpgHome.Passphrase);
        await terminal.SeeAsync("*", GpgHome.Passphrase.Length, Token);
        terminal.Type("\t\r");
        await hyops.WaitForExitAsync(Token);

        Assert.Equal(0, hyops.ExitCode);
        await terminal.SeeAsync("the vault password is unlocked", cancellationToken: Token);
        Assert.DoesNotContain(Workstation.Password, terminal.Screen, StringComparison.Ordinal);
        Assert.Equal("ready\n", (await station.CallAsync("vault", "status-verbose")).Output);
    }

    [Fact(Timeout = 60_000)]
    public async Task Ctrl_c_in_the_dialogue_ends_it_and_gives_the_terminal_back()
    {
        using var station = new Workstation().WithEntry();
        station.Gpg.Configure("s2k-count 65536");
        using var terminal = new PseudoTerminal();
        using var hyops = station.StartAt(terminal, "vault", "password");
        await terminal.SeeAsync("<Cancel>", cancellationToken: Token);

        terminal.Type("\u0003");
        await hyops.WaitForExitAsync(Token);

        Assert.Equal(130, hyops.ExitCode);
        Assert.True(terminal.Echoes);
        Assert.Empty(await DialoguesAsync(terminal));
    }

    [Fact(Timeout = 60_000)]
    public async Task Shown_on_request_and_only_then()
    {
        using var station = new Workstation().WithEntry();
        using var terminal = new PseudoTerminal();
        using var shown = station.StartAt(terminal, "vault", "password", "--show");
        await shown.WaitForExitAsync(Token);
        await terminal.SeeAsync(Workstation.Password, cancellationToken: Token);

        var piped = await station.CallAsync("vault", "password");

        Assert.Equal(Workstation.Password + "\n", piped.Output);
        Assert.Empty(piped.Error);
    }

    private static async Task<string> DialoguesAsync(PseudoTerminal terminal)
    {
        using var look = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "for p in $(pgrep pinentry); do ls -l /proc/$p/fd 2>/dev/null | grep -- \"-> $0\\$\"; done; true", terminal.Device]) { RedirectStandardOutput = true })!;
        return await look.StandardOutput.ReadToEndAsync(Token);
    }
}
