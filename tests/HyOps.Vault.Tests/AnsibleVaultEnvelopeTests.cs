using System.Security.Cryptography;
using System.Text;
using HyOps.Core;

namespace HyOps.Vault.Tests;

public sealed class AnsibleVaultEnvelopeTests
{
    private const string Origin = "/home/me/vault/bootstrap.vault.env";
    private static readonly byte[] Password = Encoding.UTF8.GetBytes("correct horse");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(5000)]
    public void What_was_sealed_is_opened_again(int length)
    {
        var body = RandomNumberGenerator.GetBytes(length);

        using var opened = AnsibleVaultEnvelope.Open(Origin, AnsibleVaultEnvelope.Seal(Origin, body, Password), Password);

        Assert.Equal(body, opened.Body);
        Assert.Null(opened.Label);
    }

    [Fact]
    public void The_text_has_the_header_and_lines_of_eighty()
    {
        var lines = Encoding.ASCII.GetString(AnsibleVaultEnvelope.Seal(Origin, new byte[100], Password)).Split('\n');

        Assert.Equal("$ANSIBLE_VAULT;1.1;AES256", lines[0]);
        Assert.All(lines[1..^2], line => Assert.Equal(80, line.Length));
        Assert.InRange(lines[^2].Length, 1, 80);
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public void Two_seals_of_one_body_differ()
    {
        var first = AnsibleVaultEnvelope.Seal(Origin, "A=1"u8, Password);
        var second = AnsibleVaultEnvelope.Seal(Origin, "A=1"u8, Password);

        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_label_is_kept()
    {
        var file = AnsibleVaultEnvelope.Seal(Origin, "A=1"u8, Password, "prod-ü");

        using var opened = AnsibleVaultEnvelope.Open(Origin, file, Password);

        Assert.StartsWith("$ANSIBLE_VAULT;1.2;AES256;prod-ü\n", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        Assert.Equal("prod-ü", opened.Label);
        Assert.Throws<ArgumentException>(() => AnsibleVaultEnvelope.Seal(Origin, "A=1"u8, Password, "a;b"));
    }

    [Fact]
    public void Line_ends_of_Windows_and_upper_case_digits_are_read()
    {
        var text = Encoding.ASCII.GetString(AnsibleVaultEnvelope.Seal(Origin, "A=1"u8, Password));
        var header = text.IndexOf('\n', StringComparison.Ordinal);
        var changed = text[..header] + text[header..].ToUpperInvariant();

        using var opened = AnsibleVaultEnvelope.Open(Origin, Encoding.ASCII.GetBytes(changed.Replace("\n", "\r\n", StringComparison.Ordinal)), Password);

        Assert.Equal("A=1"u8, opened.Body);
    }

    [Fact]
    public void A_wrong_password_is_refused()
    {
        var file = AnsibleVaultEnvelope.Seal(Origin, "A=1"u8, Password);

        var problem = Refusal(file, "wrong"u8);

        Assert.Equal(VaultProblem.WrongPasswordOrTampered, problem.Problem);
        Assert.Equal(ExitCode.SecretsFailed, problem.ExitCode);
        Assert.Contains(Origin, problem.Message, StringComparison.Ordinal);
        Assert.NotNull(problem.NextStep);
    }

    [Fact]
    public void Every_changed_byte_of_the_encrypted_part_is_noticed()
    {
        var file = AnsibleVaultEnvelope.Seal(Origin, "A=1"u8, Password);
        var start = Array.IndexOf(file, (byte)'\n') + 1;

        for (var at = start; at < file.Length - 1; at += 7)
        {
            var changed = file.ToArray();
            changed[at] = changed[at] == (byte)'3' ? (byte)'6' : (byte)'3';
            if (!changed.SequenceEqual(file))
            {
                Assert.IsType<VaultException>(Record.Exception(() => AnsibleVaultEnvelope.Open(Origin, changed, Password)));
            }
        }
    }

    [Fact]
    public void Every_cut_is_noticed()
    {
        var file = AnsibleVaultEnvelope.Seal(Origin, new byte[300], Password);

        for (var length = 0; length < file.Length - 1; length += length < 30 ? 1 : 13)
        {
            var problem = Refusal(file[..length], Password);
            Assert.NotEqual(VaultProblem.NotHex, problem.Problem);
        }
    }

    [Theory]
    [InlineData("", VaultProblem.Empty)]
    [InlineData("A=1\n", VaultProblem.WrongHeader)]
    [InlineData("\uFEFF$ANSIBLE_VAULT;1.1;AES256\n", VaultProblem.WrongHeader)]
    [InlineData("$ANSIBLE_VAULT;1.0;AES\n6162\n", VaultProblem.Unsupported)]
    [InlineData("$ANSIBLE_VAULT;1.3;AES256\n6162\n", VaultProblem.Unsupported)]
    [InlineData("$ANSIBLE_VAULT;1.1;AES\n6162\n", VaultProblem.Unsupported)]
    [InlineData("$ANSIBLE_VAULT;1.2;AES256\n6162\n", VaultProblem.Unsupported)]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256", VaultProblem.Truncated)]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256\n\n", VaultProblem.Truncated)]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256\n616\n", VaultProblem.Truncated)]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256\n6162\n", VaultProblem.Truncated)]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256\n0a0a\n", VaultProblem.Truncated)]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256\n61620a61620a6162\n", VaultProblem.Truncated)]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256\n6162\n<<<<<<< HEAD\n", VaultProblem.NotHex)]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256\n7a7a0a7a7a0a7a7a\n", VaultProblem.NotHex)]
    public void What_is_no_envelope_is_refused_with_its_reason(string file, VaultProblem reason)
    {
        Assert.Equal(reason, Refusal(Encoding.UTF8.GetBytes(file), Password).Problem);
    }

    [Fact]
    public void The_line_that_is_not_hexadecimal_is_named()
    {
        var problem = Refusal("$ANSIBLE_VAULT;1.1;AES256\n6162\r\n<<<<<<< HEAD\n"u8.ToArray(), Password);

        Assert.Contains($"{Origin}(3)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fifty_megabytes_are_refused_before_they_are_read()
    {
        var file = new byte[50 * 1024 * 1024];
        "$ANSIBLE_VAULT;1.1;AES256\n"u8.CopyTo(file);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var problem = Refusal(file, Password);

        Assert.Equal(VaultProblem.TooLarge, problem.Problem);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void The_largest_body_fits_and_one_block_more_does_not()
    {
        var largest = new byte[4_120_000];

        var file = AnsibleVaultEnvelope.Seal(Origin, largest, Password);
        using var opened = AnsibleVaultEnvelope.Open(Origin, file, Password);
        var problem = Assert.Throws<VaultException>(() => AnsibleVaultEnvelope.Seal(Origin, new byte[4_200_000], Password));

        Assert.InRange(file.Length, 1, AnsibleVaultEnvelope.MaximumLength);
        Assert.Equal(largest.Length, opened.Body.Length);
        Assert.Equal(VaultProblem.TooLarge, problem.Problem);
    }

    [Fact]
    public void A_closed_body_is_zeroed()
    {
        var opened = AnsibleVaultEnvelope.Open(Origin, AnsibleVaultEnvelope.Seal(Origin, "A=secret"u8, Password), Password);

        opened.Dispose();

        Assert.True(opened.Body.IndexOfAnyExcept((byte)0) < 0);
    }

    private static VaultException Refusal(byte[] file, ReadOnlySpan<byte> password)
    {
        var bytes = password.ToArray();
        return Assert.Throws<VaultException>(() => AnsibleVaultEnvelope.Open(Origin, file, bytes).Dispose());
    }
}
