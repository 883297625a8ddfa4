using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Core.World;
using HyOps.Engine.Passwords;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Passwords;

public sealed class BootstrapPasswordTests
{
    private const string Password = "correct horse battery";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Key_store_entry_and_command_are_created_where_there_are_none()
    {
        using var world = new PasswordsWorld();
        var prompt = new ScriptedPrompt(Password, Password);

        var result = await BootstrapAsync(world, prompt);

        Assert.Equal(["Vault password:", "Vault password again:"], prompt.Questions);
        Assert.NotNull(result.CreatedKey);
        Assert.Equal(world.Gpg.Store, result.CreatedStore);
        Assert.Equal(Password + "\n", world.Gpg.Show());
        Assert.Equal($"PASSWORD_STORE_DIR='{world.Gpg.Store}' pass show 'hybridops/ansible-vault'\n", await File.ReadAllTextAsync(result.CommandFile, Token));
        Assert.Equal(FileModes.PrivateFile, File.GetUnixFileMode(result.CommandFile));
        Assert.Equal(FileModes.PrivateDirectory, File.GetUnixFileMode(Path.GetDirectoryName(result.CommandFile)!));
        Assert.Equal(Password, await world.PasswordAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_second_call_finds_all_done()
    {
        using var world = new PasswordsWorld();
        await BootstrapAsync(world, new ScriptedPrompt(Password, Password));

        var again = await BootstrapAsync(world, new ScriptedPrompt());

        Assert.True(again.WasStored);
        Assert.Null(again.CreatedKey);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_password_that_does_not_open_the_bundle_is_not_stored()
    {
        using var world = new PasswordsWorld();
        await world.Secrets.SetAsync("A=1");
        world.Gpg.CreateKey();

        var problem = await Assert.ThrowsAsync<VaultStoreException>(() => BootstrapAsync(world, new ScriptedPrompt(Password, Password)));

        Assert.Contains($"does not open {world.Secrets.Chosen.Root.BundleFile}; nothing was stored", problem.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(world.Gpg.Store));
        Assert.Null(PersistedText(world));
    }

    [Fact(Timeout = 60_000)]
    public async Task One_that_opens_it_is_and_bundles_of_other_passwords_are_named()
    {
        using var world = new PasswordsWorld();
        await world.Secrets.SetAsync("A=1");
        world.Gpg.CreateKey();
        var other = CopyOfBundle(world, "prod");
        var result = await BootstrapAsync(world, new ScriptedPrompt("first word", "first word"));

        Assert.Equal([world.Secrets.Chosen.Root.BundleFile, other], result.Opens);
        Assert.Empty(result.DoesNotOpen);
        Assert.Null(result.CreatedKey);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_generated_one_is_strong_and_refused_where_a_bundle_is_sealed_already()
    {
        using var fresh = new PasswordsWorld();
        fresh.Gpg.CreateKey();
        await BootstrapAsync(fresh, null, new() { Generate = true });
        using var used = new PasswordsWorld();
        await used.Secrets.SetAsync("A=1");
        used.Gpg.CreateKey();

        var problem = await Assert.ThrowsAsync<VaultStoreException>(() => BootstrapAsync(used, null, new() { Generate = true }));

        Assert.Equal(48, fresh.Gpg.Show().Trim().Length);
        Assert.Equal(ExitCode.Refused, problem.ExitCode);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("one", "two", "differ")]
    [InlineData("", "", "no password was given")]
    [InlineData(" word", " word", "begins or ends with a space")]
    public async Task Answers_that_cannot_be_meant_are_refused(string first, string second, string message)
    {
        using var world = new PasswordsWorld();
        world.Gpg.CreateKey();

        var problem = await Assert.ThrowsAsync<VaultStoreException>(() => BootstrapAsync(world, new ScriptedPrompt(first, second)));

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(world.Gpg.Store));
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_a_terminal_the_first_line_of_standard_input_is_taken()
    {
        using var world = new PasswordsWorld();
        world.Gpg.CreateKey();
        await using var input = new MemoryStream("from a pipe\r\nmore"u8.ToArray());

        await Use(world.Secrets.Surroundings with { Terminal = world.Secrets.Surroundings.Terminal with { In = input } }, world).RunAsync(new(), Token);

        Assert.Equal("from a pipe\n", world.Gpg.Show());
    }

    [Fact(Timeout = 60_000)]
    public async Task An_expired_key_is_told_before_anybody_types_anything()
    {
        using var world = new PasswordsWorld();
        var key = world.Gpg.CreateKey(expired: true);
        var prompt = new ScriptedPrompt(Password, Password);

        var problem = await Assert.ThrowsAsync<VaultStoreException>(() => BootstrapAsync(world, prompt));

        Assert.Contains($"the GPG key {key} has expired", problem.Message, StringComparison.Ordinal);
        Assert.Contains($"gpg --quick-set-expire {key}", problem.NextStep, StringComparison.Ordinal);
        Assert.Empty(prompt.Questions);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_key_without_a_passphrase_is_refused()
    {
        using var world = new PasswordsWorld();
        world.Gpg.CreateKey(passphrase: "");

        var problem = await Assert.ThrowsAsync<VaultStoreException>(() => BootstrapAsync(world, new ScriptedPrompt(Password, Password)));

        Assert.Equal(ExitCode.Refused, problem.ExitCode);
        Assert.Contains("gpg --change-passphrase", problem.NextStep, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_key_that_cannot_be_asked_for_is_not_created_and_nothing_is_left()
    {
        using var world = new PasswordsWorld();
        world.Gpg.Configure("pinentry-program /nonexistent/pinentry");

        var problem = await Assert.ThrowsAsync<VaultStoreException>(() => BootstrapAsync(world, new ScriptedPrompt(Password, Password)));

        Assert.Contains("no GPG key could be created", problem.Message, StringComparison.Ordinal);
        Assert.Contains("at a terminal", problem.NextStep, StringComparison.Ordinal);
        Assert.False(Directory.Exists(world.Gpg.Store));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_key_that_is_named_is_used_and_one_that_is_not_there_is_refused()
    {
        using var world = new PasswordsWorld();
        world.Gpg.CreateKey();
        var second = world.Gpg.CreateKey();

        await Assert.ThrowsAsync<VaultStoreException>(() => BootstrapAsync(world, new ScriptedPrompt(Password, Password), new() { GpgId = "nobody@example.test" }));
        await BootstrapAsync(world, new ScriptedPrompt(Password, Password), new() { GpgId = second, Entry = "team/vault" });

        Assert.Equal(second, File.ReadAllText(Path.Combine(world.Gpg.Store, ".gpg-id")).Trim());
        Assert.Equal(Password, await world.PasswordAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Another_command_that_is_kept_is_not_overwritten()
    {
        using var world = new PasswordsWorld().WithEntry();
        PrivateDirectory.Create(world.Secrets.Folder.At("home", ".hybridops", "config"));
        AtomicFile.Write(world.Secrets.Folder.At("home", ".hybridops", "config", "vault-password-command"), "cat /run/word\n");

        var problem = await Assert.ThrowsAsync<VaultStoreException>(() => BootstrapAsync(world, new ScriptedPrompt()));

        Assert.StartsWith("remove it", problem.NextStep, StringComparison.Ordinal);
        Assert.Equal("cat /run/word\n", PersistedText(world));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_provider_script_does_it_itself_and_is_kept()
    {
        using var world = new PasswordsWorld();
        var script = world.Secrets.Folder.WriteScript("vault pass.sh", "cd \"$(dirname \"$0\")\"; case \"$1\" in --bootstrap) echo 'of the script' > word;; --reset) rm word;; *) cat word;; esac");

        var result = await BootstrapAsync(world, null, new() { Script = script });

        Assert.Equal("of the script", await world.PasswordAsync());
        Assert.Equal($"'{script}'\n", PersistedText(world));
        Assert.Equal(script, result.Provider);
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_pass_the_message_says_how_to_install_it()
    {
        using var world = new PasswordsWorld("dev", ("PATH", "/nonexistent"));

        var problem = await Assert.ThrowsAsync<VaultPasswordException>(() => BootstrapAsync(world, new ScriptedPrompt()));

        Assert.Equal(ExitCode.DependencyMissing, problem.ExitCode);
        Assert.Contains("pass is not installed", problem.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_bundle_of_local_keeps_its_own_password()
    {
        using var world = new PasswordsWorld("local");
        world.Gpg.CreateKey();
        await world.Secrets.StoreWithoutOptions().UpdateAsync(bundle => bundle.With([new(Secrets.SecretsWorld.Key("A"), Core.Secrets.SecretValue.From("1"))]), Token);

        await BootstrapAsync(world, null, new() { Generate = true });

        Assert.Equal(1, (await world.Secrets.StoreWithoutOptions().OpenAsync(Token)).Count);
    }

    private static Task<BootstrapResult> BootstrapAsync(PasswordsWorld world, IPrompt? prompt, BootstrapOptions? options = null) =>
        Use(world.Secrets.Surroundings with { Terminal = world.Secrets.Surroundings.Terminal with { Prompt = prompt } }, world).RunAsync(options ?? new(), Token);

    private static BootstrapPassword Use(Surroundings surroundings, PasswordsWorld world) => new(world.Secrets.Chosen, surroundings, world.Secrets.Runner, world.Secrets.Masker);

    private static string? PersistedText(PasswordsWorld world) =>
        world.Secrets.Folder.At("home", ".hybridops", "config", "vault-password-command") is var path && File.Exists(path) ? File.ReadAllText(path) : null;

    private static string CopyOfBundle(PasswordsWorld world, string environment)
    {
        var path = world.Secrets.Chosen.Root.BundleFile.Replace("/dev/", $"/{environment}/", StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(world.Secrets.Chosen.Root.BundleFile, path);
        return path;
    }
}
