using HyOps.Engine.Init;
using HyOps.Engine.Init.Providers;
using HyOps.Testing;
using HyOps.Testing.Providers;

namespace HyOps.Engine.Tests.Init;

/// <summary>What a person typed and is no secret is not typed twice, whatever becomes of the call.</summary>
public sealed class KeptAnswersTests
{
    private const string Typed = "pve-secret-that-was-typed";

    [Fact]
    public async Task Answers_outlive_a_refusal_by_the_system_and_the_secret_among_them_does_not()
    {
        await using var world = await InitWorld.WithAsync(new ProxmoxApi { TokenSecret = "another-secret-of-the-test" }.Answer);
        await world.RunAsync("proxmox");
        world.Prompt = new ScriptedPrompt("https://localhost:1", "hyops@pve!automation", Typed, "pve");

        await world.RefusedAsync<ProviderException>("proxmox");
        var again = new ScriptedPrompt(Typed);
        world.Prompt = again;
        await world.RefusedAsync<ProviderException>("proxmox");

        Assert.Contains("\nproxmox_url=https://localhost:1\n", File.ReadAllText(world.PathsOf("proxmox").Config), StringComparison.Ordinal);
        Assert.StartsWith("proxmox_token_secret", Assert.Single(again.Questions), StringComparison.Ordinal);
        Assert.All(world.Files().Values, text => Assert.DoesNotContain(Typed, text, StringComparison.Ordinal));
        Assert.False(File.Exists(world.PathsOf("proxmox").Credentials));
    }

    [Fact]
    public async Task Answers_before_somebody_left_are_kept_and_a_dry_run_keeps_none()
    {
        await using var world = new InitWorld();
        await world.RunAsync("proxmox");
        var template = world.Files();
        world.Prompt = new ScriptedPrompt("https://localhost:1");
        await world.RunAsync(new InitOptions { Target = "proxmox", DryRun = true });
        Assert.Equal(template, world.Files());

        world.Prompt = new ScriptedPrompt("https://localhost:1");
        await world.RunAsync("proxmox");

        Assert.Contains("\nproxmox_url=https://localhost:1\n", File.ReadAllText(world.PathsOf("proxmox").Config), StringComparison.Ordinal);
    }
}
