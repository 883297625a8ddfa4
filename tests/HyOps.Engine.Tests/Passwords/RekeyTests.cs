using HyOps.Core.Files;
using HyOps.Engine.Passwords;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Tests.Passwords;

public sealed class RekeyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Every_bundle_and_the_entry_change_together()
    {
        using var world = await WithBundlesAsync("dev", "prod");

        var result = await RekeyAsync(world, new() { All = true, Generate = true });

        Assert.Equal(2, result.Bundles.Length);
        Assert.Equal("pass hybridops/ansible-vault", result.Provider);
        await OpenAllAsync(world, "dev", "prod");
        Assert.NotEqual("of the store\n", world.Gpg.Show());
        AssertNoTraces(world);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_bundle_that_shares_the_password_is_not_locked_out()
    {
        using var world = await WithBundlesAsync("dev", "prod");

        var problem = await Assert.ThrowsAsync<VaultStoreException>(() => RekeyAsync(world, new() { Generate = true }));

        Assert.Contains("envs/prod/", problem.Message, StringComparison.Ordinal);
        Assert.Contains("--all", problem.NextStep, StringComparison.Ordinal);
        await OpenAllAsync(world, "dev", "prod");
    }

    [Fact(Timeout = 60_000)]
    public async Task One_bundle_of_another_password_stops_all_of_them()
    {
        using var world = await WithBundlesAsync("dev");
        await SetAsync(world, "prod", new() { File = world.Secrets.PasswordFile });

        var problem = await Assert.ThrowsAsync<VaultStoreException>(() => RekeyAsync(world, new() { All = true, Generate = true }));

        Assert.Contains("nothing was changed", problem.Message, StringComparison.Ordinal);
        await OpenAllAsync(world, "dev");
        AssertNoTraces(world);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_source_that_is_the_operators_is_named_to_be_changed()
    {
        using var world = new PasswordsWorld();
        await world.Secrets.SetAsync("A=1");
        var given = new VaultPasswordOptions { File = world.Secrets.PasswordFile };
        var changed = world.Secrets.Folder.At("new password");
        AtomicFile.Write(changed, "second word\n");

        var refused = await Assert.ThrowsAsync<VaultStoreException>(() => RekeyAsync(world, new() { Generate = true }, given));
        var result = await RekeyAsync(world, new() { NewFile = changed }, given);

        Assert.Contains("could not be kept", refused.Message, StringComparison.Ordinal);
        Assert.Equal($"--vault-password-file {world.Secrets.PasswordFile}", result.SourceToChange);
        Assert.Equal(1, (await world.Secrets.Store(changed).OpenAsync(Token)).Count);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_generated_password_of_local_changes_with_its_bundle()
    {
        using var world = new PasswordsWorld("local");
        await SetAsync(world, "local", new());
        var before = await File.ReadAllTextAsync(world.Secrets.Chosen.Root.LocalPasswordFile, Token);

        await RekeyAsync(world, new() { Generate = true });

        Assert.NotEqual(before, await File.ReadAllTextAsync(world.Secrets.Chosen.Root.LocalPasswordFile, Token));
        await OpenAllAsync(world, "local");
    }

    [Theory(Timeout = 60_000)]
    [InlineData("journal", false)]
    [InlineData("staged", false)]
    [InlineData("new entry", false)]
    [InlineData("decided", true)]
    [InlineData("old entry kept", true)]
    [InlineData("entry switched", true)]
    [InlineData("replaced", true)]
    [InlineData("old entry removed", true)]
    public async Task A_kill_after_any_step_leaves_the_old_or_the_new_password_for_all(string step, bool isDecided)
    {
        using var world = await WithBundlesAsync("dev", "prod");
        await Assert.ThrowsAsync<KilledException>(() => RekeyAsync(world, new() { All = true, NewCommand = "echo the next word" }, reached: now => KillAt(step, now)));
        if (isDecided)
        {
            var told = await Assert.ThrowsAsync<VaultStoreException>(() => world.PasswordAsync());
            Assert.Contains("hyops vault rekey --resume", told.NextStep, StringComparison.Ordinal);
        }

        var result = await RekeyAsync(world, new() { Resume = true });

        Assert.Equal(isDecided ? RekeyLeftover.Finished : RekeyLeftover.Undone, result.Leftover);
        Assert.Equal(isDecided ? "the next word" : "of the store", await world.PasswordAsync());
        await OpenAllAsync(world, "dev", "prod");
        AssertNoTraces(world);
        Assert.Equal(RekeyLeftover.None, (await RekeyAsync(world, new() { Resume = true })).Leftover);
    }

    [Fact(Timeout = 60_000)]
    public async Task Kills_while_it_is_finished_end_in_the_new_password_too()
    {
        using var world = await WithBundlesAsync("dev", "prod");
        foreach (var step in (string[])["decided", "old entry kept", "entry switched", "replaced", "old entry removed"])
        {
            await Assert.ThrowsAsync<KilledException>(() => RekeyAsync(world, new() { All = true, NewCommand = "echo the next word" }, reached: now => KillAt(step, now)));
        }

        await RekeyAsync(world, new() { Resume = true });

        Assert.Equal("the next word", await world.PasswordAsync());
        await OpenAllAsync(world, "dev", "prod");
        AssertNoTraces(world);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_bundle_that_somebody_changed_in_between_is_not_overwritten()
    {
        using var world = await WithBundlesAsync("dev", "prod");
        await Assert.ThrowsAsync<KilledException>(() => RekeyAsync(world, new() { All = true, NewCommand = "echo the next word" }, reached: now => KillAt("decided", now)));
        var bundle = world.Secrets.Chosen.Root.BundleFile;
        AtomicFile.Write(bundle, await File.ReadAllTextAsync(bundle.Replace("/dev/", "/prod/", StringComparison.Ordinal), Token));

        var problem = await Assert.ThrowsAsync<VaultStoreException>(() => RekeyAsync(world, new() { Resume = true }));

        Assert.Contains("was changed after a rekey was interrupted", problem.Message, StringComparison.Ordinal);
        File.Delete(bundle);
        File.Move(bundle + ".rekey", bundle);
        await RekeyAsync(world, new() { Resume = true });
        await OpenAllAsync(world, "dev", "prod");
    }

    [Fact(Timeout = 60_000)]
    public async Task The_journal_holds_no_password_and_neither_does_anything_else()
    {
        using var world = await WithBundlesAsync("dev");
        await Assert.ThrowsAsync<KilledException>(() => RekeyAsync(world, new() { NewCommand = "echo the next word" }, reached: now => KillAt("decided", now)));

        foreach (var file in Directory.EnumerateFiles(world.Secrets.Folder.At("home"), "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(world.Gpg.Store, "*", SearchOption.AllDirectories)))
        {
            var text = await File.ReadAllTextAsync(file, Token);
            Assert.DoesNotContain("the next word", text, StringComparison.Ordinal);
            Assert.DoesNotContain("of the store", text, StringComparison.Ordinal);
        }
    }

    private static void KillAt(string step, string now)
    {
        if (step == now)
        {
            throw new KilledException();
        }
    }

    private static async Task<PasswordsWorld> WithBundlesAsync(params string[] environments)
    {
        var world = new PasswordsWorld().WithEntry();
        foreach (var environment in environments)
        {
            await SetAsync(world, environment, new());
        }

        return world;
    }

    private static Task<Engine.Secrets.BundleUpdate> SetAsync(PasswordsWorld world, string environment, VaultPasswordOptions password) =>
        Store(world, environment, password).UpdateAsync(bundle => bundle.With([new(Secrets.SecretsWorld.Key("A"), Core.Secrets.SecretValue.From("value of a"))]), Token);

    private static async Task OpenAllAsync(PasswordsWorld world, params string[] environments)
    {
        foreach (var environment in environments)
        {
            Assert.Equal(1, (await Store(world, environment, new()).OpenAsync(Token)).Count);
        }
    }

    private static Engine.Secrets.BundleStore Store(PasswordsWorld world, string environment, VaultPasswordOptions password)
    {
        var chosen = ChosenEnvironment.From(world.Secrets.Surroundings, environment, null);
        return new(chosen, new VaultPasswordSource(password, chosen, world.Secrets.Surroundings, world.Secrets.Runner, world.Secrets.Masker), world.Secrets.Masker, TimeProvider.System);
    }

    private static Task<RekeyResult> RekeyAsync(PasswordsWorld world, RekeyOptions options, VaultPasswordOptions? given = null, Action<string>? reached = null) =>
        new RekeyBundles(world.Secrets.Chosen, given ?? new(), world.Secrets.Surroundings, world.Secrets.Runner, world.Secrets.Masker) { Reached = reached ?? (_ => { }) }
            .RunAsync(options, Token);

    private static void AssertNoTraces(PasswordsWorld world)
    {
        Assert.DoesNotContain(Directory.EnumerateFiles(world.Secrets.Folder.At("home"), "*rekey*", SearchOption.AllDirectories), file => !file.EndsWith(".lock", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(world.Gpg.Store, "*rekey*", SearchOption.AllDirectories));
    }

    private sealed class KilledException : Exception;
}
