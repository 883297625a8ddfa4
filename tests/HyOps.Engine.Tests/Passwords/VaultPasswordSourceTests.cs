using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Engine.Passwords;
using HyOps.Engine.Tests.Secrets;

namespace HyOps.Engine.Tests.Passwords;

public sealed class VaultPasswordSourceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task The_sources_are_asked_in_order()
    {
        using var world = new SecretsWorld(variables:
        [
            ("HYOPS_VAULT_PASSWORD_FILE", "second"), ("ANSIBLE_VAULT_PASSWORD_FILE", "third"), ("HYOPS_VAULT_PASSWORD_COMMAND", "echo fourth word"),
        ]);
        AtomicFile.Write(world.Folder.At("second"), "  second word \r\n\n");
        AtomicFile.Write(world.Folder.At("third"), "third word");

        Assert.Equal("first word", await PasswordAsync(world, new() { File = world.PasswordFile }));
        Assert.Equal("from option", await PasswordAsync(world, new() { Command = "printf 'from option\\r\\nmore'" }));
        Assert.Equal("second word", await PasswordAsync(world));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_variable_of_ansible_a_command_and_the_workstations_command_follow()
    {
        using var ansible = new SecretsWorld(variables: [("ANSIBLE_VAULT_PASSWORD_FILE", "~/pw"), ("HYOPS_VAULT_PASSWORD_COMMAND", "echo no")]);
        AtomicFile.Write(ansible.Folder.At("home", "pw"), "of ansible\n");
        Assert.Equal("of ansible", await PasswordAsync(ansible));

        using var command = new SecretsWorld(variables: [("HYOPS_VAULT_PASSWORD_COMMAND", "echo \"$CI_WORD\""), ("CI_WORD", "of the CI")]);
        Persist(command, "echo no");
        Assert.Equal("of the CI", await PasswordAsync(command));

        using var persisted = new SecretsWorld();
        Persist(persisted, "echo 'of the workstation'; echo more");
        Assert.Equal("of the workstation", await PasswordAsync(persisted));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_executable_file_is_run_as_ansible_does()
    {
        using var world = new SecretsWorld();
        var script = world.Folder.WriteScript("client.sh", "echo ' kept spaces '; echo");

        Assert.Equal(" kept spaces ", await PasswordAsync(world, new() { File = script }));
    }

    [Fact]
    public async Task A_file_that_others_can_read_is_refused_with_the_chmod()
    {
        using var world = new SecretsWorld(variables: [("HYOPS_VAULT_PASSWORD_COMMAND", "echo no")]);
        File.SetUnixFileMode(world.PasswordFile, (UnixFileMode)0b110_100_000);

        var problem = await Assert.ThrowsAsync<FileProblemException>(() => PasswordAsync(world, new() { File = world.PasswordFile }));

        Assert.Equal($"chmod 600 '{world.PasswordFile}'", problem.NextStep);
        Assert.Equal(ExitCode.Refused, problem.ExitCode);
    }

    [Fact]
    public async Task A_file_that_is_configured_and_missing_is_no_reason_to_ask_the_next()
    {
        using var world = new SecretsWorld(variables: [("HYOPS_VAULT_PASSWORD_FILE", "missing"), ("HYOPS_VAULT_PASSWORD_COMMAND", "echo no")]);

        var problem = await Assert.ThrowsAsync<FileProblemException>(() => PasswordAsync(world));

        Assert.Equal(FileProblem.Missing, problem.Problem);
    }

    [Fact]
    public async Task A_workstations_command_that_others_can_write_is_refused_with_the_reason()
    {
        using var world = new SecretsWorld();
        File.SetUnixFileMode(Persist(world, "echo x"), (UnixFileMode)0b110_110_100);

        var problem = await Assert.ThrowsAsync<FileProblemException>(() => PasswordAsync(world));

        Assert.Contains("0664", problem.Message, StringComparison.Ordinal);
        Assert.StartsWith("chmod 644 ", problem.NextStep, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_failing_command_shows_its_standard_error_and_never_its_output_or_text()
    {
        using var world = new SecretsWorld();

        var problem = await Assert.ThrowsAsync<VaultPasswordException>(
            () => PasswordAsync(world, new() { Command = "echo hunter22canary; echo 'gpg: no key for hunter22canary' >&2; : commandcanary; exit 3" }));

        Assert.Equal(ExitCode.SecretsFailed, problem.ExitCode);
        Assert.Contains("exit code 3: gpg: no key for ***", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", problem.Message + problem.NextStep, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("true")]
    [InlineData("echo; echo second line")]
    public async Task A_command_that_prints_no_password_is_an_error(string command)
    {
        using var world = new SecretsWorld();

        var problem = await Assert.ThrowsAsync<VaultPasswordException>(() => PasswordAsync(world, new() { Command = command }));

        Assert.Contains("printed no password", problem.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_command_that_waits_for_an_unlock_is_ended_with_the_texts_of_the_guide()
    {
        using var world = new SecretsWorld(variables: [("HYOPS_VAULT_PASSWORD_COMMAND_TIMEOUT_S", "1")]);

        var problem = await Assert.ThrowsAsync<VaultPasswordException>(() => PasswordAsync(world, new() { Command = "exec sleep 100" }));

        Assert.Contains("vault password command timed out while waiting for unlock", problem.Message, StringComparison.Ordinal);
        Assert.Contains("5 s", problem.Message, StringComparison.Ordinal);
        Assert.Contains("hyops vault password >/dev/null", problem.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_out_that_is_no_number_is_shown()
    {
        using var world = new SecretsWorld(variables: [("HYOPS_VAULT_PASSWORD_COMMAND_TIMEOUT_S", "2m")]);

        var problem = await Assert.ThrowsAsync<VaultPasswordException>(() => PasswordAsync(world, new() { Command = "echo x" }));

        Assert.Contains("'2m'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_and_command_at_once_are_refused()
    {
        using var world = new SecretsWorld();

        Assert.Throws<VaultPasswordException>(() => world.Source(new() { File = "a", Command = "b" }));
    }

    [Fact]
    public async Task No_source_at_all_says_where_it_looked()
    {
        using var world = new SecretsWorld();

        var problem = await Assert.ThrowsAsync<VaultPasswordException>(() => PasswordAsync(world));

        Assert.Contains("ANSIBLE_VAULT_PASSWORD_FILE", problem.Message, StringComparison.Ordinal);
        Assert.Contains("vault-password-command", problem.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(world.Chosen.Root.LocalPasswordFile));
    }

    [Fact]
    public async Task Local_alone_gets_a_generated_password_and_the_reason_is_said()
    {
        using var world = new SecretsWorld("local");

        var first = await world.Source().FindAsync(Token);
        var second = await world.Source().FindAsync(Token);

        Assert.Equal(first.Value, second.Value);
        Assert.Contains("no vault password source is configured", first.Notice, StringComparison.Ordinal);
        Assert.Null(second.Notice);
        Assert.Equal(FileModes.PrivateFile, File.GetUnixFileMode(world.Chosen.Root.LocalPasswordFile));
    }

    [Fact]
    public async Task Local_gets_none_where_a_bundle_is_that_another_password_opens()
    {
        using var world = new SecretsWorld("local");
        await world.SetAsync("A=1");

        await Assert.ThrowsAsync<VaultPasswordException>(() => PasswordAsync(world));

        Assert.False(File.Exists(world.Chosen.Root.LocalPasswordFile));
    }

    [Fact]
    public async Task A_password_is_masked_as_soon_as_it_is_known()
    {
        using var world = new SecretsWorld();

        await PasswordAsync(world, new() { File = world.PasswordFile });

        Assert.DoesNotContain("first word", world.Masker.Mask("it is: first word"), StringComparison.Ordinal);
    }

    private static async Task<string> PasswordAsync(SecretsWorld world, VaultPasswordOptions? options = null) =>
        (await world.Source(options).FindAsync(Token)).Value.Reveal();

    private static string Persist(SecretsWorld world, string command)
    {
        PrivateDirectory.Create(world.Folder.At("home", ".hybridops", "config"));
        var path = world.Folder.At("home", ".hybridops", "config", "vault-password-command");
        AtomicFile.Write(path, command + "\n");
        return path;
    }
}
