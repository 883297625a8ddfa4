using System.Security.Cryptography;

namespace HyOps.Vault;

/// <summary>The keys that ansible-vault derives from password and salt: PBKDF2-HMAC-SHA256, 10,000 rounds, 80 bytes. Zeroed when disposed of.</summary>
internal sealed class VaultKeys : IDisposable
{
    private const int Rounds = 10_000;
    private const int CipherLength = 32;
    private const int CheckLength = 32;
    private const int CounterLength = 16;
    private readonly byte[] derived = new byte[CipherLength + CheckLength + CounterLength];

    /// <summary>Derives them; this takes milliseconds on purpose.</summary>
    public VaultKeys(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, derived, Rounds, HashAlgorithmName.SHA256);

    /// <summary>Encrypts or decrypts in place.</summary>
    public void Apply(Span<byte> text) => CounterMode.Apply(derived.AsSpan(0, CipherLength), derived.AsSpan(CipherLength + CheckLength), text);

    /// <summary>The check value of a ciphertext: HMAC-SHA256.</summary>
    public byte[] CheckValueOf(ReadOnlySpan<byte> ciphertext) => HMACSHA256.HashData(derived.AsSpan(CipherLength, CheckLength), ciphertext);

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(derived);
}
