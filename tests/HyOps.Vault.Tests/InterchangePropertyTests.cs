using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HyOps.Core.Files;
using HyOps.Core.Secrets;
using HyOps.Testing;

namespace HyOps.Vault.Tests;

/// <summary>
/// Generated bundles go through the real ansible-vault and come back, both ways: values of any Unicode, of any length up to 64 KB, with every
/// character that some reader takes for the end of a line. A process takes half a second to start, so each gets all bundles at once.
/// </summary>
public sealed class InterchangePropertyTests : IDisposable
{
    private const int Bundles = 32;
    private const int LongestValue = 64 * 1024;
    private const string Password = "pass wörd \"$x\" 'y'";
    private static readonly HashSet<SecretName> NoneAllowed = [];
    private readonly TempFolder folder = new("generated");
    private readonly ulong seed = (ulong)DateTime.UtcNow.Ticks;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static byte[] PasswordBytes => Encoding.UTF8.GetBytes(Password);

    // One character or one pair: half a character is no Unicode text, and no environment can hold it. NUL cannot be in one either.
    private static Gen<string> Character => Gen.Frequency(
        (4, Gen.Choose(0x20, 0x7E).Select(code => ((char)code).ToString())),
        (3, Gen.Elements("\r", "\n", "\r\n", "\n\n", "\u2028", "\u2029", "\u0085", "\v", "\f", "\u001C", "\u001D", "\u001E", "\t", "\"", "'", "\\", "\\n", "#", "$", "=", " ", "\uFEFF", "\u00A0", "\u200B", "\u0001", "\u007F")),
        (2, Gen.Choose(0x80, 0xD7FF).Select(code => ((char)code).ToString())),
        (1, Gen.Choose(0xE000, 0xFFFF).Select(code => ((char)code).ToString())),
        (2, Gen.Choose(0x10000, 0x10FFFF).Select(char.ConvertFromUtf32)));

    private static Gen<string> Value => Gen.Frequency(
        (30, Gen.Choose(0, 60).SelectMany(length => Character.ListOf(length)).Select(string.Concat)),
        (1, Gen.Choose(0, LongestValue).SelectMany(length => Character.ListOf(40).Select(some => Fill(string.Concat(some), length)))));

    private static Gen<SecretBundle> Bundle => Gen.Choose(0, 20).SelectMany(count => Value.ListOf(count)).Select(values =>
        SecretBundle.From(values.Select((value, at) => KeyValuePair.Create(SecretName.Parse($"KEY_{at:00}"), SecretValue.From(value)))));

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task What_we_seal_it_decrypts_byte_for_byte()
    {
        var bundles = Generate();
        for (var at = 0; at < bundles.Count; at++)
        {
            AtomicFile.Write(folder.At($"{at}"), AnsibleVaultEnvelope.Seal("test", BodyOf(bundles[at]), PasswordBytes, at % 2 == 0 ? null : "prod"));
        }

        await RunAsync("decrypt", bundles.Count);

        for (var at = 0; at < bundles.Count; at++)
        {
            var theirs = await File.ReadAllBytesAsync(folder.At($"{at}"), Token);
            Assert.True(theirs.AsSpan().SequenceEqual(BodyOf(bundles[at])), $"bundle {at} of seed {seed}");
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task What_it_encrypts_we_open_value_for_value()
    {
        var bundles = Generate();
        for (var at = 0; at < bundles.Count; at++)
        {
            AtomicFile.Write(folder.At($"{at}"), BodyOf(bundles[at]));
        }

        await RunAsync("encrypt", bundles.Count);

        for (var at = 0; at < bundles.Count; at++)
        {
            using var opened = AnsibleVaultEnvelope.Open("test", await File.ReadAllBytesAsync(folder.At($"{at}"), Token), PasswordBytes);
            var read = EnvFileBody.Parse("test", opened.Body, NoneAllowed).Secrets;
            Assert.True(Enumerable.SequenceEqual(bundles[at].Secrets, read.Secrets), $"bundle {at} of seed {seed}");
        }
    }

    private List<SecretBundle> Generate()
    {
        var bundles = Bundle.Sample(50, new Rnd(seed), Bundles).ToList();
        bundles.Add(SecretBundle.Empty.With(SecretName.Parse("LONGEST"), SecretValue.From(Fill("a\r\n\u2028\"\\é😀", LongestValue))));
        Assert.Contains(bundles, bundle => bundle.Count > 5);
        return bundles;
    }

    /// <summary>A text of about so many UTF-8 bytes, and never more.</summary>
    private static string Fill(string some, int bytes)
    {
        var size = Encoding.UTF8.GetByteCount(some);
        return size == 0 ? "" : string.Concat(Enumerable.Repeat(some, bytes / size));
    }

    private static byte[] BodyOf(SecretBundle bundle) => EnvFileBody.Format(new EnvFile { Secrets = bundle }, NoneAllowed);

    private async Task RunAsync(string verb, int count)
    {
        AtomicFile.Write(folder.At("password"), Password + "\n");
        var start = new ProcessStartInfo("ansible-vault", [verb, "--vault-password-file", folder.At("password"), .. Enumerable.Range(0, count).Select(at => folder.At($"{at}"))])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder.FullPath,
        };
        start.Environment["HOME"] = folder.CreateFolder("home");
        start.Environment["LANG"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, $"{await output}{errors} (seed {seed})");
    }
}
