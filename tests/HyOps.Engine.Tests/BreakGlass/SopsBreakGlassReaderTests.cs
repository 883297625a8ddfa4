using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;
using HyOps.Engine.BreakGlass;
using HyOps.Engine.Tests.Secrets;
using HyOps.Testing;
using HyOps.Testing.Sops;

namespace HyOps.Engine.Tests.BreakGlass;

/// <summary>With the real age and gpg.</summary>
public sealed class SopsBreakGlassReaderTests : IDisposable
{
    private const string FileName = "docs/dr.enc.yaml";
    private static readonly BreakGlassSettings Settings = new(FileName, "runbook.md", new SourceLocation("environment.yml"));
    private readonly TempFolder folder = new("break-glass");

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task The_second_of_two_age_recipients_opens_it_and_the_masker_knows_the_values()
    {
        var (theirs, ours) = (Key("theirs"), Key("ours"));
        Write(new SopsWriter().With("DB_PASSWORD", "a value of the file").For("age_other", "x", "y", "z").For(theirs), ours);
        using var world = World(("SOPS_AGE_KEY_FILE", ours.FilePath));

        var bundle = await ReadAsync(world);

        Assert.True(bundle.TryGet(SecretName.Parse("DB_PASSWORD"), out var value));
        Assert.Equal("a value of the file", value.Reveal());
        Assert.DoesNotContain("a value of the file", world.Masker.Mask("says a value of the file"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_identity_in_a_variable_from_a_command_and_in_the_usual_place_open_it_too()
    {
        var key = Key("sops/age/keys.txt");
        Write(new SopsWriter().With("A", "one"), key);
        using var variable = World(("SOPS_AGE_KEY", File.ReadAllText(key.FilePath)));
        using var command = World(("SOPS_AGE_KEY_CMD", $"cat '{key.FilePath}'"));
        using var usual = World(("XDG_CONFIG_HOME", folder.FullPath));

        Assert.Equal(1, (await ReadAsync(variable)).Count);
        Assert.Equal(1, (await ReadAsync(command)).Count);
        Assert.Equal(1, (await ReadAsync(usual)).Count);
        Assert.DoesNotContain("AGE-SECRET-KEY-1", command.Masker.Mask(File.ReadAllText(key.FilePath)), StringComparison.Ordinal);
        Assert.DoesNotContain("AGE-SECRET-KEY-1", variable.Masker.Mask(File.ReadAllText(key.FilePath)), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Gpg_opens_it_where_age_does_not()
    {
        using var gpg = new GpgHome();
        var fingerprint = gpg.CreateKey(passphrase: "");
        var writer = new SopsWriter().With("A", "one");
        var plain = folder.At("data-key");
        File.WriteAllBytes(plain, writer.DataKey());
        Write(writer.For("pgp", "fp", fingerprint, gpg.Run("gpg", "--batch", "--armor", "--trust-model", "always", "-r", fingerprint, "-o", "-", "--encrypt", plain)), null);
        using var world = World(("GNUPGHOME", gpg.Keyring));
        using var stranger = World(("GNUPGHOME", folder.CreateFolder("empty")));

        Assert.Equal(1, (await ReadAsync(world)).Count);
        Assert.Contains($"gpg could not decrypt for {fingerprint}", (await RefusedAsync(stranger)).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Each_reason_that_an_age_file_stays_shut_has_its_own_words()
    {
        var (theirs, ours) = (Key("theirs"), Key("ours"));
        Write(new SopsWriter().With("A", "one"), theirs);
        var noKey = folder.Write("no-key", "not an identity\n");
        var open = folder.Write("open", File.ReadAllText(ours.FilePath));
        File.SetUnixFileMode(open, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        File.SetUnixFileMode(noKey, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await SaysAsync("there is no age identity", "SOPS_AGE_KEY_FILE=FILE");
        await SaysAsync("which is not there", "mount the file", ("SOPS_AGE_KEY_FILE", folder.At("gone")));
        await SaysAsync($"is none of its recipients ({theirs.Recipient})", "SOPS_AGE_KEY_FILE=FILE", ("SOPS_AGE_KEY_FILE", ours.FilePath));
        await SaysAsync("age could not use the identity", "age-keygen", ("SOPS_AGE_KEY_FILE", noKey));
        await SaysAsync("SOPS_AGE_KEY_CMD ended with 3: locked", "run the command by hand", ("SOPS_AGE_KEY_CMD", "echo AGE-SECRET-KEY-1NEVERSHOWN; echo locked >&2; exit 3"));
        await SaysAsync("SOPS_AGE_KEY_CMD printed nothing", "run the command by hand", ("SOPS_AGE_KEY_CMD", "true"));
        await SaysAsync("read or change it", "chmod 600", ("SOPS_AGE_KEY_FILE", open));
        await SaysAsync("age: not found", "install it", ("SOPS_AGE_KEY_FILE", ours.FilePath), ("PATH", folder.FullPath));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_file_that_only_the_failed_vault_opens_is_refused_for_that()
    {
        using var world = World();
        Write(new SopsWriter().With("A", "one").For("azure_kv", "vault_url", "https://kv.example.test", "bm8="), null);

        var refused = await RefusedAsync(world);

        Assert.Equal(ExitCode.SecretsFailed, refused.ExitCode);
        Assert.Contains("cannot be opened when Azure Key Vault is down", refused.Message, StringComparison.Ordinal);
        Assert.Contains("hyops breakglass create --replace --age RECIPIENT", refused.NextStep, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_no_yaml_is_named_with_its_place()
    {
        using var world = World();
        folder.Write(FileName, "A: [\n");

        Assert.StartsWith(FileName, (await RefusedAsync(world)).Message, StringComparison.Ordinal);
    }

    private AgeKey Key(string name) => new(folder.At(name));

    private void Write(SopsWriter writer, AgeKey? key) => folder.Write(FileName, (key is null ? writer : writer.For(key)).Write());

    private static SecretsWorld World(params (string, string?)[] variables) => new(variables: variables);

    private Task<SecretBundle> ReadAsync(SecretsWorld world) => new SopsBreakGlassReader(world.Runner, world.Masker, world.Surroundings).ReadAsync(Settings, folder.FullPath, SecretsWorld.Token);

    private async Task<HyOpsException> RefusedAsync(SecretsWorld world) => await Assert.ThrowsAnyAsync<HyOpsException>(() => ReadAsync(world));

    private async Task SaysAsync(string message, string fix, params (string, string?)[] variables)
    {
        using var world = World(variables);
        var refused = await RefusedAsync(world);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Contains(fix, refused.NextStep, StringComparison.Ordinal);
        Assert.DoesNotContain("NEVERSHOWN", refused.ToString(), StringComparison.Ordinal);
    }
}
