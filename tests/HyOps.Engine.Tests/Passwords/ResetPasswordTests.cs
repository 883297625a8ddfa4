using HyOps.Core;
using HyOps.Core.World;
using HyOps.Engine.Passwords;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Passwords;

public sealed class ResetPasswordTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task It_asks_and_removes_entry_and_command()
    {
        using var world = await BootstrappedAsync();
        var prompt = new ScriptedPrompt("yes");

        await ResetAsync(world, prompt: prompt);

        Assert.Equal("Remove the vault password in pass hybridops/ansible-vault? Type 'yes':", Assert.Single(prompt.Questions));
        Assert.Equal(VaultPasswordProblem.NoSource, (await world.FailureAsync()).Kind);
        Assert.False(File.Exists(Path.Combine(world.Gpg.Store, "hybridops", "ansible-vault.gpg")));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("no")]
    [InlineData(null)]
    public async Task Without_a_yes_nothing_is_removed(string? answer)
    {
        using var world = await BootstrappedAsync();

        await Assert.ThrowsAsync<VaultStoreException>(() => ResetAsync(world, prompt: answer is null ? null : new ScriptedPrompt(answer)));

        Assert.Equal("first word", await world.PasswordAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_bundle_that_nothing_else_opens_keeps_it_unless_forced()
    {
        using var world = await BootstrappedAsync();
        await world.Secrets.SetAsync("A=1");

        var refused = await Assert.ThrowsAsync<VaultStoreException>(() => ResetAsync(world, new() { Yes = true }));
        var forced = await ResetAsync(world, new() { Yes = true, Force = true });

        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.Contains(world.Secrets.Chosen.Root.BundleFile, refused.Message, StringComparison.Ordinal);
        Assert.Equal([world.Secrets.Chosen.Root.BundleFile], forced.LockedOut);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_bundle_that_another_source_opens_does_not_keep_it()
    {
        using var world = await BootstrappedAsync();
        await world.Secrets.SetAsync("A=1");

        var result = await ResetAsync(world, new() { Yes = true }, new() { File = world.Secrets.PasswordFile });

        Assert.Empty(result.LockedOut);
    }

    [Fact(Timeout = 60_000)]
    public async Task Nothing_stored_is_said()
    {
        using var world = new PasswordsWorld();

        var problem = await Assert.ThrowsAsync<VaultStoreException>(() => ResetAsync(world, new() { Yes = true }));

        Assert.Contains("entry not ready (run --bootstrap)", problem.Message, StringComparison.Ordinal);
    }

    private static async Task<PasswordsWorld> BootstrappedAsync()
    {
        var world = new PasswordsWorld();
        world.Gpg.CreateKey();
        await new BootstrapPassword(world.Secrets.Chosen, AtTerminal(world, new ScriptedPrompt("first word", "first word")), world.Secrets.Runner, world.Secrets.Masker).RunAsync(new(), Token);
        return world;
    }

    private static Task<ResetResult> ResetAsync(PasswordsWorld world, ResetOptions? options = null, VaultPasswordOptions? given = null, IPrompt? prompt = null) =>
        new ResetPassword(world.Secrets.Chosen, given ?? new(), AtTerminal(world, prompt), world.Secrets.Runner, world.Secrets.Masker).RunAsync(options ?? new(), Token);

    private static Surroundings AtTerminal(PasswordsWorld world, IPrompt? prompt) =>
        world.Secrets.Surroundings with { Terminal = world.Secrets.Surroundings.Terminal with { Prompt = prompt } };
}
