namespace HyOps.EndToEnd.Tests;

/// <summary>A bundle that cannot be opened: told, and left as it is.</summary>
public sealed class BadBundleTests : IDisposable
{
    private readonly Lab lab = new();
    private readonly Operator somebody;

    public BadBundleTests() => somebody = new Operator(lab.Project);

    private string Bundle => somebody.At("vault/bootstrap.vault.env");

    private string Password => somebody.At("vault/local.password");

    public void Dispose()
    {
        somebody.Dispose();
        lab.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_bundle_that_cannot_be_opened_is_told_and_left_as_it_is()
    {
        (await somebody.BootstrapAsync()).Is(0, "1 step: 1 changed");
        var good = await File.ReadAllBytesAsync(Bundle, TestContext.Current.CancellationToken);
        var password = await File.ReadAllTextAsync(Password, TestContext.Current.CancellationToken);
        var tampered = (byte[])good.Clone();
        tampered[^20] = tampered[^20] == (byte)'3' ? (byte)'4' : (byte)'3';

        await RefusedAsync(good, "not the password of this one", "the vault password is wrong, or the file was changed");
        await RefusedAsync(good[..300], password, "incomplete");
        await RefusedAsync(tampered, password, "the vault password is wrong, or the file was changed");
        await RefusedAsync([], password, "the file is empty");
        await RefusedAsync("APP=plain\n"u8.ToArray(), password, "bootstrap.vault.env");
        await RefusedAsync(good, null, "no source of its vault password is configured");
    }

    [Theory(Timeout = 60_000)]
    [InlineData("vault/bootstrap.vault.env", 2, "it is a directory where a file is expected")]
    [InlineData("vault/local.password", 2, "it is a directory where a file is expected")]
    public async Task A_directory_where_a_file_is_expected_is_told(string path, int exitCode, string text)
    {
        somebody.Folder.CreateFolder(somebody.At(path));
        Private(somebody.Home);

        var run = await somebody.BootstrapAsync();

        run.Is(exitCode, somebody.At(path), text);
        Assert.DoesNotContain("terraform apply", run.All, StringComparison.Ordinal);
    }

    private static void Private(string directory)
    {
        foreach (var below in Directory.GetDirectories(directory, "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(below, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private async Task RefusedAsync(byte[] bundle, string? password, string text)
    {
        await File.WriteAllBytesAsync(Bundle, bundle, TestContext.Current.CancellationToken);
        if (password is null)
        {
            File.Delete(Password);
        }
        else
        {
            await File.WriteAllTextAsync(Password, password, TestContext.Current.CancellationToken);
        }

        var run = await somebody.BootstrapAsync();

        run.Is(21, Bundle, text, "next: ");
        Assert.Equal(bundle, await File.ReadAllBytesAsync(Bundle, TestContext.Current.CancellationToken));
    }
}
