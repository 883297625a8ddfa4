using HyOps.Core;
using HyOps.Core.Guardrails;
using HyOps.Engine.Phases;
using HyOps.Engine.Rotation;

namespace HyOps.Engine.Tests.Rotation;

/// <summary>What the run of the steps would stop at is known before the new version is written.</summary>
public sealed class StepsRehearsalTests
{
    private const string Environment = "inventories/lab/environment.yml";
    private const string Spec = "modules/core/test/app/spec.yml";

    [Fact]
    public async Task Whoever_gives_the_password_is_asked_once_even_where_the_command_holds_it()
    {
        using var world = new RotationWorld();
        world.Edit(Environment, "method: azure-cli, tenant_id: t", "method: client-secret, tenant_id: t, client_id: c, client_secret_env: AZURE_CLIENT_SECRET");
        await world.SealAsync("pw-in-the-command-1", "AZURE_CLIENT_SECRET", "client-secret-0123456789");

        var result = await world.RotateAsync(options => options with { Password = new() { Command = $"echo x >> '{world.World.Folder.At("asked")}'; echo pw-in-the-command-1" } });

        Assert.Equal(ExitCode.Ok, result.ExitCode);
        Assert.Equal([true, false], world.Versions.Select(version => version.Enabled));
        Assert.Equal("x\n", await File.ReadAllTextAsync(world.World.Folder.At("asked"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_wrong_vault_password_changes_nothing()
    {
        using var world = await NeedingSiteTokenAsync("SITE_TOKEN");

        var refused = await Assert.ThrowsAnyAsync<HyOpsException>(() => world.RotateAsync(options => options with { Password = new() { Command = "echo another" } }));

        Assert.Equal(ExitCode.SecretsFailed, refused.ExitCode);
        NothingIsBegun(world);
    }

    [Fact]
    public async Task A_key_that_the_steps_need_and_the_bundle_lacks_changes_nothing()
    {
        using var world = await NeedingSiteTokenAsync("SOMETHING_ELSE");

        var missing = await Assert.ThrowsAsync<PhaseSecretsException>(() => world.RotateAsync(RightPassword));

        Assert.Contains("SITE_TOKEN", missing.Message, StringComparison.Ordinal);
        NothingIsBegun(world);
        await world.SealAsync("pw-of-the-bundle", "SITE_TOKEN", "site-token-0123456789");
        Assert.Equal(ExitCode.Ok, (await world.RotateAsync(RightPassword)).ExitCode);
    }

    [Fact]
    public async Task A_key_that_the_steps_need_and_the_authority_lacks_changes_nothing()
    {
        using var world = new RotationWorld(map: "shop,APP_DB_PASSWORD,app-db\nshop,APP_API_TOKEN,app-api\n");
        world.Edit(Spec, "required_env: [APP_DB_PASSWORD]", "required_env: [APP_DB_PASSWORD, APP_API_TOKEN]");

        var missing = await Assert.ThrowsAsync<PhaseSecretsException>(() => world.RotateAsync());

        Assert.Contains("APP_API_TOKEN (app-api)", missing.Message, StringComparison.Ordinal);
        NothingIsBegun(world);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_shell_that_holds_the_current_value_would_undo_the_rotation_even_where_it_may_be_used(bool allowed)
    {
        using var world = new RotationWorld();
        world.Variables["APP_DB_PASSWORD"] = RotationWorld.OldValue;

        var refused = await Assert.ThrowsAsync<RotationException>(() => world.RotateAsync(options => allowed ? options with { AllowedShellKeys = [RotationWorld.Key], Reason = "drill" } : options));

        Assert.Equal((ExitCode.Refused, "unset APP_DB_PASSWORD"), (refused.ExitCode, refused.NextStep));
        NothingIsBegun(world);
    }

    [Fact]
    public async Task A_shell_that_holds_another_key_of_the_steps_is_refused()
    {
        using var world = await NeedingSiteTokenAsync("SITE_TOKEN");
        world.Variables["SITE_TOKEN"] = "another-one-of-the-shell";

        var refused = await Assert.ThrowsAsync<GuardrailException>(() => world.RotateAsync(RightPassword));

        Assert.Contains("SITE_TOKEN", refused.Message, StringComparison.Ordinal);
        NothingIsBegun(world);
    }

    [Fact]
    public async Task A_shell_that_gives_the_new_value_agrees_with_it()
    {
        using var world = new RotationWorld();
        world.Variables["APP_DB_PASSWORD"] = "a-new-value-of-the-owner";

        var result = await world.RotateAsync(options => options with { Given = new() { FromEnvironment = ["APP_DB_PASSWORD"] } });

        Assert.Equal(ExitCode.Ok, result.ExitCode);
        Assert.Equal("a-new-value-of-the-owner", world.Authority.Inner["app-db"]);
    }

    [Fact]
    public async Task A_secret_that_is_not_there_yet_is_made_by_its_rotation()
    {
        using var world = new RotationWorld(map: "shop,APP_DB_PASSWORD,app-db-new\n");

        Assert.Equal(ExitCode.Ok, (await world.RotateAsync()).ExitCode);
    }

    private static RotateOptions RightPassword(RotateOptions options) => options with { Password = new() { Command = "echo pw-of-the-bundle" } };

    private static async Task<RotationWorld> NeedingSiteTokenAsync(string held)
    {
        var world = new RotationWorld();
        world.Edit(Environment, "map: map.csv", "map: map.csv\n    connectivity: [SITE_TOKEN]");
        world.Edit(Spec, "required_env: [APP_DB_PASSWORD]", "required_env: [APP_DB_PASSWORD, SITE_TOKEN]");
        await world.SealAsync("pw-of-the-bundle", held, "site-token-0123456789");
        return world;
    }

    private static void NothingIsBegun(RotationWorld world)
    {
        Assert.DoesNotContain(world.Authority.Inner.Calls, call => call.StartsWith("write", StringComparison.Ordinal));
        Assert.Empty(world.Driver.Requests);
        Assert.False(File.Exists(world.StateFile));
    }
}
