using System.Security.Cryptography;

namespace HyOps.Vault;

/// <summary>
/// Seals and opens the files of <c>ansible-vault</c>, versions 1.1 and 1.2 with AES256, in memory: a header line, then
/// hex(hex(salt) LF hex(HMAC) LF hex(ciphertext)) in lines of 80.
/// The format: https://docs.ansible.com/ansible/latest/vault_guide/vault_encrypting_content.html#format-of-files-encrypted-with-ansible-vault.
/// </summary>
public static class AnsibleVaultEnvelope
{
    /// <summary>
    /// The most bytes that a sealed file may have: 16 MiB, about 4 MiB of body. A bundle feeds environment variables, of which a process
    /// takes about 2 MB, so whatever is larger is no bundle; and memory stays bounded.
    /// </summary>
    public const int MaximumLength = 16 * 1024 * 1024;

    private const int Block = 16;
    private const int SaltLength = 32;

    /// <summary>Opens an envelope. The check value is compared, in constant time, before anything is decrypted.</summary>
    /// <param name="origin">Where the bytes come from, for messages: a path.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="password">The vault password.</param>
    /// <exception cref="VaultException">It cannot be opened.</exception>
    public static OpenedEnvelope Open(string origin, ReadOnlySpan<byte> file, ReadOnlySpan<byte> password)
    {
        var parts = EnvelopeParts.Read(origin, file);
        using var keys = new VaultKeys(password, parts.Salt);
        if (!CryptographicOperations.FixedTimeEquals(keys.CheckValueOf(parts.Ciphertext), parts.CheckValue))
        {
            throw VaultException.WrongPasswordOrTampered(origin);
        }

        keys.Apply(parts.Ciphertext);
        return new OpenedEnvelope(parts.Ciphertext, LengthWithoutPadding(origin, parts.Ciphertext), parts.Label);
    }

    /// <summary>Seals a body with a fresh random salt.</summary>
    /// <param name="origin">Where the bytes will go, for messages: a path.</param>
    /// <param name="body">The plaintext.</param>
    /// <param name="password">The vault password.</param>
    /// <param name="label">The vault id for a 1.2 header; null or empty writes 1.1.</param>
    /// <exception cref="VaultException">The sealed file would be larger than <see cref="MaximumLength"/>.</exception>
    /// <exception cref="ArgumentException">The label holds a semicolon or a line end.</exception>
    public static byte[] Seal(string origin, ReadOnlySpan<byte> body, ReadOnlySpan<byte> password, string? label = null)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var text = Pad(body);
        using var keys = new VaultKeys(password, salt);
        keys.Apply(text);
        var file = new EnvelopeParts { Salt = salt, CheckValue = keys.CheckValueOf(text), Ciphertext = text, Label = label }.Write();
        return file.Length <= MaximumLength ? file : throw VaultException.TooLarge(origin, file.Length);
    }

    private static byte[] Pad(ReadOnlySpan<byte> body)
    {
        var padding = Block - (body.Length % Block);
        var padded = new byte[body.Length + padding];
        body.CopyTo(padded);
        padded.AsSpan(body.Length).Fill((byte)padding);
        return padded;
    }

    private static int LengthWithoutPadding(string origin, ReadOnlySpan<byte> padded)
    {
        var padding = padded[^1];
        return padding is >= 1 and <= Block && padded[^padding..].IndexOfAnyExcept(padding) < 0
            ? padded.Length - padding
            : throw VaultException.Truncated(origin, "the padding is not the one of ansible-vault");
    }
}
