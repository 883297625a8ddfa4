using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Files;
using HyOps.Testing;

namespace HyOps.Vault.Tests;

/// <summary>The real ansible-vault reads what we write, and we read what it writes.</summary>
public sealed class RealAnsibleVaultTests : IDisposable
{
    private const string Password = "pass wörd \"$x\" 'y'";
    private readonly TempFolder folder = new("interchange");
    private readonly string passwordFile;

    public RealAnsibleVaultTests()
    {
        passwordFile = folder.At("password");
        AtomicFile.Write(passwordFile, Password + "\n");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task It_decrypts_what_we_sealed()
    {
        var bodies = Bodies();
        for (var at = 0; at < bodies.Count; at++)
        {
            AtomicFile.Write(folder.At($"{at}"), AnsibleVaultEnvelope.Seal("test", bodies[at], Bytes(Password), at % 2 == 0 ? null : "prod"));
        }

        await RunAsync(["decrypt", "--vault-password-file", passwordFile, .. Files(bodies.Count)]);

        for (var at = 0; at < bodies.Count; at++)
        {
            Assert.Equal(bodies[at], await File.ReadAllBytesAsync(folder.At($"{at}"), Token));
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task It_shows_what_we_sealed()
    {
        AtomicFile.Write(folder.At("0"), AnsibleVaultEnvelope.Seal("test", "A=\"Grüße\"\nB=\"2\"\n"u8, Bytes(Password)));

        Assert.Equal("A=\"Grüße\"\nB=\"2\"\n", await RunAsync(["view", "--vault-password-file", passwordFile, folder.At("0")]));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(null)]
    [InlineData("prod")]
    public async Task We_open_what_it_encrypted(string? label)
    {
        var bodies = Bodies();
        for (var at = 0; at < bodies.Count; at++)
        {
            AtomicFile.Write(folder.At($"{at}"), bodies[at]);
        }

        var identity = label is null ? ["--vault-password-file", passwordFile] : new[] { "--vault-id", $"{label}@{passwordFile}", "--encrypt-vault-id", label };
        await RunAsync(["encrypt", .. identity, .. Files(bodies.Count)]);

        for (var at = 0; at < bodies.Count; at++)
        {
            using var opened = AnsibleVaultEnvelope.Open("test", await File.ReadAllBytesAsync(folder.At($"{at}"), Token), Bytes(Password));
            Assert.Equal(bodies[at], opened.Body);
            Assert.Equal(label, opened.Label);
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static List<byte[]> Bodies() =>
    [
        "A=\"1\"\n"u8.ToArray(),
        Bytes("A=\"a\u2028b\u0085c\vd\fe\"\nB=\"\\r\\n\"\r\n"),
        new byte[15],
        new byte[16],
        .. Enumerable.Range(0, 12).Select(at => RandomNumberGenerator.GetBytes(1 + (at * 397))),
    ];

    private IEnumerable<string> Files(int count) => Enumerable.Range(0, count).Select(at => folder.At($"{at}"));

    private async Task<string> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("ansible-vault", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullPath,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["HOME"] = folder.CreateFolder("home");
        start.Environment["LANG"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Token);
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }
}
