using System.Security.Cryptography;
using System.Text;

namespace HyOps.Vault.Sops;

/// <summary>
/// The check value of a document (https://github.com/getsops/sops, sops.go): SHA-512 over the bytes of all values, one after another in the
/// document's order, comments left out. Where it is of encrypted values alone, it begins with 32 bytes of its own, so that the two never agree.
/// </summary>
internal sealed class SopsMac : IDisposable
{
    // The SHA-256 of the word sops.
    private static readonly byte[] OnlyEncrypted = SHA256.HashData("sops"u8);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
    private readonly SopsRules rules;

    public SopsMac(SopsRules rules)
    {
        this.rules = rules;
        if (rules.MacOnlyEncrypted)
        {
            hash.AppendData(OnlyEncrypted);
        }
    }

    /// <summary>Takes the next value.</summary>
    /// <param name="bytes">Its bytes: those that are encrypted, where it is.</param>
    /// <param name="isEncrypted">Whether it is.</param>
    public void Add(ReadOnlySpan<byte> bytes, bool isEncrypted)
    {
        if (isEncrypted || !rules.MacOnlyEncrypted)
        {
            hash.AppendData(bytes);
        }
    }

    /// <summary>The check value: upper-case hex, as ASCII.</summary>
    public byte[] Finish() => Encoding.ASCII.GetBytes(Convert.ToHexString(hash.GetHashAndReset()));

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();
}
