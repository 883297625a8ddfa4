using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Engine.Passwords;
using HyOps.Engine.Tests.Secrets;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Passwords;

public sealed class ProviderScriptTests
{
    private const string RelativePath = "tools/secrets/vault/vault-pass.sh";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task The_script_that_somebody_named_comes_first_then_the_release_root_then_upwards()
    {
        using var root = Script("release", "echo of the release root");
        using var named = new TempFolder();
        var path = named.WriteScript("provider", "echo of the variable; echo more");
        using var all = new SecretsWorld("dev", "", ("HYOPS_VAULT_PASS_SCRIPT", path), ("HYOPS_CORE_ROOT", root.FullPath));
        using var released = new SecretsWorld("dev", "", ("HYOPS_CORE_ROOT", root.FullPath));
        all.Folder.WriteScript(RelativePath, "echo upwards");
        released.Folder.WriteScript(RelativePath, "echo upwards");

        Assert.Equal("of the variable", await PasswordAsync(all));
        Assert.Equal("of the release root", await PasswordAsync(released));
        File.Delete(root.At(RelativePath));
        Assert.Equal("upwards", await PasswordAsync(released));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_option_wins_over_every_variable()
    {
        using var world = new SecretsWorld("dev", "", ("ANSIBLE_VAULT_PASSWORD_FILE", "nowhere"), ("HYOPS_VAULT_PASS_SCRIPT", "/nowhere"));
        var script = world.Folder.WriteScript("provider", "echo of the option");

        Assert.Equal("of the option", await PasswordAsync(world, script));
    }

    [Fact]
    public async Task A_script_that_others_may_change_is_refused_with_the_command_that_mends_it()
    {
        using var world = new SecretsWorld();
        var script = world.Folder.WriteScript(RelativePath, "echo word");
        File.SetUnixFileMode(script, FileModes.PrivateDirectory | UnixFileMode.OtherWrite);

        var problem = await Assert.ThrowsAsync<FileProblemException>(() => PasswordAsync(world));

        Assert.Equal(ExitCode.Refused, problem.ExitCode);
        Assert.StartsWith("chmod 700", problem.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_in_a_tree_that_others_may_change_is_refused()
    {
        using var world = new SecretsWorld();
        world.Folder.WriteScript(RelativePath, "echo word");
        var open = world.Folder.At("tools", "secrets");
        File.SetUnixFileMode(open, FileModes.PrivateDirectory | UnixFileMode.OtherWrite);

        var problem = await Assert.ThrowsAsync<FileProblemException>(() => PasswordAsync(world));

        Assert.Contains($"{open}: refused", problem.Message, StringComparison.Ordinal);
        Assert.StartsWith("chmod go-w", problem.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_of_somebody_else_is_refused()
    {
        using var world = new SecretsWorld();
        var script = world.Folder.WriteScript(RelativePath, "echo word");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a file away");
        Give(script);

        var problem = await Assert.ThrowsAsync<FileProblemException>(() => PasswordAsync(world));

        Assert.Equal(FileProblem.NotOwned, problem.Problem);
    }

    [Fact]
    public async Task A_named_script_that_is_missing_is_no_reason_to_ask_the_next_source()
    {
        using var world = new SecretsWorld("local", "", ("HYOPS_VAULT_PASS_SCRIPT", "/nowhere/vault-pass.sh"));

        var problem = await Assert.ThrowsAsync<FileProblemException>(() => PasswordAsync(world));

        Assert.Equal(FileProblem.Missing, problem.Problem);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_the_script_says_is_shown_and_leads_to_bootstrap()
    {
        using var world = new SecretsWorld();
        world.Folder.WriteScript(RelativePath, "echo '[vault-pass] ERROR: entry not ready (run --bootstrap)' >&2; exit 2");

        var problem = await Assert.ThrowsAsync<VaultPasswordException>(() => PasswordAsync(world));

        Assert.Contains("[vault-pass] ERROR: entry not ready (run --bootstrap)", problem.Message, StringComparison.Ordinal);
        Assert.Equal("store the password: hyops vault bootstrap", problem.NextStep);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_command_that_calls_hyops_again_does_not_go_round_in_circles()
    {
        using var world = new SecretsWorld("dev", "", ("HYOPS_VAULT_PASSWORD_COMMAND", "echo word"), ("HYOPS_VAULT_PASSWORD_ASKED", "1"));

        var problem = await Assert.ThrowsAsync<VaultPasswordException>(() => PasswordAsync(world));

        Assert.Contains("for ever", problem.Message, StringComparison.Ordinal);
    }

    private static TempFolder Script(string name, string body)
    {
        var folder = new TempFolder(name);
        folder.WriteScript(RelativePath, body);
        return folder;
    }

    private static void Give(string path)
    {
        using var chown = System.Diagnostics.Process.Start("chown", ["nobody", path]);
        chown.WaitForExit();
    }

    private static async Task<string> PasswordAsync(SecretsWorld world, string? script = null) =>
        (await world.Source(new() { Script = script }).FindAsync(Token)).Value.Reveal();
}
