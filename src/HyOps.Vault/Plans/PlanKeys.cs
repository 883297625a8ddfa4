using System.Security.Cryptography;

namespace HyOps.Vault.Plans;

/// <summary>
/// What a sealed plan derives from password and salt: PBKDF2-HMAC-SHA256 makes guessing slow, HKDF-SHA256 (https://www.rfc-editor.org/rfc/rfc5869)
/// makes of it the key of the content and the check value, which say nothing of each other. Zeroed when disposed of.
/// </summary>
internal sealed class PlanKeys : IDisposable
{
    /// <summary>Bytes of a salt.</summary>
    public const int SaltLength = 32;

    /// <summary>Bytes of a check value.</summary>
    public const int CheckLength = 16;

    /// <summary>The rounds of PBKDF2 that new plans have.</summary>
    public const int UsualRounds = 600_000;

    /// <summary>The most rounds that are tried: a header that was made to stop us must not.</summary>
    public const int MostRounds = 5_000_000;

    private const int KeyLength = 32;
    private readonly byte[] key = new byte[KeyLength];

    /// <summary>Derives them; this takes a while on purpose.</summary>
    public PlanKeys(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int rounds)
    {
        Span<byte> slow = stackalloc byte[KeyLength];
        Rfc2898DeriveBytes.Pbkdf2(password, salt, slow, rounds, HashAlgorithmName.SHA256);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, slow, key, salt, "hyops sealed plan 1 content"u8);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, slow, Check, salt, "hyops sealed plan 1 check"u8);
        CryptographicOperations.ZeroMemory(slow);
    }

    /// <summary>The check value.</summary>
    public byte[] Check { get; } = new byte[CheckLength];

    /// <summary>The cipher; the caller disposes of it.</summary>
    public AesGcm Cipher() => new(key, PlanEnvelope.TagLength);

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(key);
}
