using System.Text;
using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Core.Secrets;
using HyOps.Engine.Secrets;
using HyOps.Vault;

namespace HyOps.Engine.Tests.Secrets;

public sealed class BundleStoreTests : IDisposable
{
    private static readonly byte[] Password = Encoding.UTF8.GetBytes("first word");
    private readonly SecretsWorld world = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string BundleFile => world.Chosen.Root.BundleFile;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_missing_bundle_is_empty_for_readers_that_may_and_an_error_for_others()
    {
        Assert.Equal(0, (await world.StoreWithoutOptions().OpenOrEmptyAsync(Token)).Count);
        var problem = await Assert.ThrowsAsync<BundleException>(() => world.StoreWithoutOptions().OpenAsync(Token));

        Assert.Equal(ExitCode.SecretsFailed, problem.ExitCode);
        Assert.Contains("hyops secrets ensure --env dev", problem.NextStep, StringComparison.Ordinal);
        Assert.False(Directory.Exists(world.Chosen.Root.FullPath));
    }

    [Fact]
    public async Task A_first_write_creates_a_private_bundle_and_says_so()
    {
        var update = await world.Store().UpdateAsync(bundle => bundle.With(SecretsWorld.Key("A"), SecretValue.From("canary value")), Token);

        Assert.True(update.Written);
        Assert.Contains(update.Notices, notice => notice.Contains("a new bundle was created, under the vault password from --vault-password-file", StringComparison.Ordinal));
        Assert.Equal(FileModes.PrivateFile, File.GetUnixFileMode(BundleFile));
        Assert.Equal(FileModes.PrivateDirectory, File.GetUnixFileMode(world.Chosen.Root.VaultDirectory));
        Assert.Equal("canary value", await world.ValueAsync("A"));
        Assert.DoesNotContain("canary value", world.Masker.Mask("say canary value"), StringComparison.Ordinal);
        Assert.Equal([BundleFile, FileLock.LockFileOf(BundleFile)], Directory.GetFiles(world.Chosen.Root.VaultDirectory).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_bundle_with_a_wrong_password_is_refused_without_touching_it()
    {
        await world.SetAsync("A=1");
        var before = await File.ReadAllBytesAsync(BundleFile, Token);
        AtomicFile.Write(world.Folder.At("wrong"), "wrong word");

        var problem = await Assert.ThrowsAsync<VaultException>(() => world.Store(world.Folder.At("wrong")).UpdateAsync(bundle => bundle.With(SecretsWorld.Key("B"), SecretValue.From("2")), Token));
        await Assert.ThrowsAsync<VaultException>(() => world.Store(world.Folder.At("wrong")).OpenAsync(Token));

        Assert.Equal(VaultProblem.WrongPasswordOrTampered, problem.Problem);
        Assert.Equal(before, await File.ReadAllBytesAsync(BundleFile, Token));
    }

    [Theory]
    [InlineData("", VaultProblem.Empty)]
    [InlineData("A=1\n", VaultProblem.WrongHeader)]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256\n3030\n", VaultProblem.Truncated)]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256\nxyz\n", VaultProblem.NotHex)]
    public async Task A_damaged_bundle_is_named_and_stays_as_it_is(string content, VaultProblem reason)
    {
        world.Chosen.Root.Prepare(world.Chosen.Root.VaultDirectory);
        AtomicFile.Write(BundleFile, content);

        var problem = await Assert.ThrowsAsync<VaultException>(() => world.SetAsync("A=1"));

        Assert.Equal(reason, problem.Problem);
        Assert.Contains(BundleFile, problem.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(BundleFile, Token));
    }

    [Fact]
    public async Task Fifty_megabytes_are_refused_unread()
    {
        world.Chosen.Root.Prepare(world.Chosen.Root.VaultDirectory);
        await using (var file = File.Create(BundleFile))
        {
            file.SetLength(50 * 1024 * 1024);
        }

        var problem = await Assert.ThrowsAsync<VaultException>(() => world.Store().OpenAsync(Token));

        Assert.Equal(VaultProblem.TooLarge, problem.Problem);
    }

    [Fact]
    public async Task A_link_and_a_directory_in_its_place_are_refused()
    {
        world.Chosen.Root.Prepare(world.Chosen.Root.VaultDirectory);
        File.CreateSymbolicLink(BundleFile, world.Folder.At("elsewhere"));
        Assert.Equal(FileProblem.SymbolicLink, (await Assert.ThrowsAsync<FileProblemException>(() => world.SetAsync("A=1"))).Problem);
        File.Delete(BundleFile);

        Directory.CreateDirectory(BundleFile);
        Assert.Equal(FileProblem.IsDirectory, (await Assert.ThrowsAsync<FileProblemException>(() => world.Store().OpenAsync(Token))).Problem);
    }

    [Fact]
    public async Task Comments_and_the_label_stay_when_a_value_changes()
    {
        world.Chosen.Root.Prepare(world.Chosen.Root.VaultDirectory);
        AtomicFile.Write(BundleFile, AnsibleVaultEnvelope.Seal("test", "B=2\n# keep me\n"u8, Password, "prod").AsMemory());

        await world.SetAsync("A=1");

        using var opened = AnsibleVaultEnvelope.Open("test", await File.ReadAllBytesAsync(BundleFile, Token), Password);
        Assert.Equal("prod", opened.Label);
        Assert.Equal("# keep me\nA=\"1\"\nB=\"2\"\n", Encoding.UTF8.GetString(opened.Body));
    }

    [Fact]
    public async Task A_change_that_changes_nothing_leaves_the_file_alone()
    {
        await world.SetAsync("A=1");
        var before = await File.ReadAllBytesAsync(BundleFile, Token);

        var update = await world.Store().UpdateAsync(bundle => bundle, Token);

        Assert.False(update.Written);
        Assert.Equal(before, await File.ReadAllBytesAsync(BundleFile, Token));
    }

    [Fact(Timeout = 60_000)]
    public async Task Eight_writers_with_ten_changes_each_lose_none()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => WriteTenAsync(writer), Token)));

        var bundle = await world.Store().OpenAsync(Token);
        Assert.Equal(80, bundle.Count);
        Assert.All(bundle.Secrets, pair => Assert.Equal(pair.Key.Value, pair.Value.Reveal()));
    }

    private async Task WriteTenAsync(int writer)
    {
        var store = world.Store();
        for (var round = 0; round < 10; round++)
        {
            var name = $"W{writer}_{round}";
            await store.UpdateAsync(bundle => bundle.With(SecretsWorld.Key(name), SecretValue.From(name)), Token);
        }
    }
}
