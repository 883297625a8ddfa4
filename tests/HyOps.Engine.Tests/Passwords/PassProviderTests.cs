using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Engine.Passwords;

namespace HyOps.Engine.Tests.Passwords;

public sealed class PassProviderTests
{
    [Fact(Timeout = 60_000)]
    public async Task The_usual_entry_gives_the_password_and_a_named_one_before_it()
    {
        using var usual = new PasswordsWorld().WithEntry("of the store\nits url");
        using var named = new PasswordsWorld("dev", ("VAULT_PASS_ENTRY", "team/vault")).WithEntry("of the team", "team/vault");

        Assert.Equal("of the store", await usual.PasswordAsync());
        Assert.Equal("of the team", await named.PasswordAsync());
    }

    [Fact]
    public async Task Without_an_entry_nothing_is_started_and_the_message_is_the_guides()
    {
        // No pass, no gpg: whatever was started would fail.
        using var world = new PasswordsWorld("dev", ("PATH", "/nonexistent"));

        var problem = await world.FailureAsync();

        Assert.Equal(VaultPasswordProblem.NoSource, problem.Kind);
        Assert.Contains("entry not ready (run --bootstrap)", problem.Message, StringComparison.Ordinal);
        Assert.Contains("hyops vault bootstrap", problem.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_entry_that_is_missing_is_an_error()
    {
        using var world = new PasswordsWorld("local", ("VAULT_PASS_ENTRY", "team/vault"));

        var problem = await world.FailureAsync();

        Assert.Equal(VaultPasswordProblem.EntryNotReady, problem.Kind);
        Assert.Contains("team/vault.gpg: entry not ready (run --bootstrap)", problem.Message, StringComparison.Ordinal);
        Assert.Equal("store the password: hyops vault bootstrap --entry 'team/vault'", problem.NextStep);
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData("-f")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a\nb")]
    public async Task A_name_that_is_no_entry_is_refused(string name)
    {
        using var world = new PasswordsWorld("dev", ("VAULT_PASS_ENTRY", name));

        var problem = await world.FailureAsync();

        Assert.Equal(ExitCode.OperatorError, problem.ExitCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_locked_agent_that_can_ask_nobody_says_how_to_unlock()
    {
        using var world = new PasswordsWorld().WithEntry();
        world.Gpg.Configure($"pinentry-program {world.Gpg.Pinentry(null)}");

        var problem = await world.FailureAsync();

        Assert.Equal(VaultPasswordProblem.Locked, problem.Kind);
        Assert.Contains("is locked: its passphrase has not been given", problem.Message, StringComparison.Ordinal);
        Assert.Contains("hyops vault password >/dev/null", problem.NextStep, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_real_pinentry_without_a_terminal_is_told_the_same_way()
    {
        using var world = new PasswordsWorld("dev", ("GPG_TTY", null), ("DISPLAY", null)).WithEntry();
        world.Gpg.Configure("s2k-count 65536");

        var problem = await world.FailureAsync();

        Assert.Equal(VaultPasswordProblem.Locked, problem.Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Status_asks_nobody_even_where_somebody_would_answer()
    {
        using var world = new PasswordsWorld().WithEntry();
        world.Gpg.Lock();

        var locked = await world.FailureAsync(PasswordAsking.Never);
        await world.PasswordAsync();

        Assert.Equal(VaultPasswordProblem.Locked, locked.Kind);
        Assert.Equal("of the store", await world.PasswordAsync(PasswordAsking.Never));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_missing_pinentry_is_named()
    {
        using var world = new PasswordsWorld().WithEntry();
        world.Gpg.Configure("pinentry-program /nonexistent/pinentry");

        var problem = await world.FailureAsync();

        Assert.Equal(VaultPasswordProblem.NoPinentry, problem.Kind);
        Assert.Contains("/nonexistent/pinentry, which does not exist", problem.Message, StringComparison.Ordinal);
        Assert.Contains("gpgconf --kill gpg-agent", problem.NextStep, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_key_of_another_machine_is_told_from_a_locked_one()
    {
        using var world = new PasswordsWorld().WithEntry();
        world.Gpg.Lock();
        Directory.Delete(Path.Combine(world.Gpg.Keyring, "private-keys-v1.d"), recursive: true);

        var problem = await world.FailureAsync();

        Assert.Equal(VaultPasswordProblem.NoKey, problem.Kind);
        Assert.Contains("gpg --import", problem.NextStep, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_entry_that_others_may_replace_is_refused()
    {
        using var world = new PasswordsWorld().WithEntry();
        File.SetUnixFileMode(Path.Combine(world.Gpg.Store, "hybridops"), FileModes.PrivateDirectory | UnixFileMode.GroupWrite);

        var problem = await Assert.ThrowsAsync<FileProblemException>(() => world.PasswordAsync());

        Assert.Equal(ExitCode.Refused, problem.ExitCode);
        Assert.Contains("chmod 700", problem.NextStep, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_kept_command_of_ours_is_explained_like_the_entry()
    {
        using var world = new PasswordsWorld().WithEntry();
        PrivateDirectory.Create(world.Secrets.Folder.At("home", ".hybridops", "config"));
        var entry = PassEntry.Of(world.Secrets.Surroundings, null)!;
        AtomicFile.Write(world.Secrets.Folder.At("home", ".hybridops", "config", "vault-password-command"), entry.CommandText + "\n");

        Assert.Equal("of the store", await world.PasswordAsync());
        world.Gpg.Configure("pinentry-program /nonexistent/pinentry");
        Assert.Equal(VaultPasswordProblem.NoPinentry, (await world.FailureAsync()).Kind);
        File.Delete(entry.FilePath);
        Assert.Equal(VaultPasswordProblem.EntryNotReady, (await world.FailureAsync()).Kind);
    }

    [Fact(Timeout = 60_000)]
    public async Task Waiting_for_an_unlock_ends_in_the_guides_words()
    {
        using var world = new PasswordsWorld("dev", ("HYOPS_VAULT_PASSWORD_COMMAND_TIMEOUT_S", "1")).WithEntry();
        var waits = world.Secrets.Folder.WriteScript("waits", "echo OK; read -r line; sleep 60");
        world.Gpg.Configure($"pinentry-program {CopyWithoutSpaces(world, waits)}");

        var problem = await world.FailureAsync();

        Assert.Contains("vault password command timed out while waiting for unlock", problem.Message, StringComparison.Ordinal);
        Assert.Contains("hyops vault password >/dev/null", problem.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kept_command_reads_back_as_its_entry()
    {
        using var world = new PasswordsWorld();
        var entry = new PassEntry("/srv/it's here", "team/vault", IsUsualStore: false);

        Assert.Equal(entry, PassEntry.Parse(world.Secrets.Surroundings, entry.CommandText));
        Assert.Null(PassEntry.Parse(world.Secrets.Surroundings, "pass show 'a'; rm -rf '/'"));
        Assert.Null(PassEntry.Parse(world.Secrets.Surroundings, "pass show a"));
    }

    private static string CopyWithoutSpaces(PasswordsWorld world, string script)
    {
        var copy = Path.Combine(world.Gpg.Keyring, "waits");
        File.Copy(script, copy);
        return copy;
    }
}
