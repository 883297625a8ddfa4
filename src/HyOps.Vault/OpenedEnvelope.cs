using System.Security.Cryptography;

namespace HyOps.Vault;

/// <summary>What an envelope held. The body is zeroed when disposed of.</summary>
public sealed class OpenedEnvelope : IDisposable
{
    private readonly byte[] padded;
    private readonly int length;

    internal OpenedEnvelope(byte[] padded, int length, string? label)
    {
        this.padded = padded;
        this.length = length;
        Label = label;
    }

    /// <summary>The plaintext.</summary>
    public ReadOnlySpan<byte> Body => padded.AsSpan(0, length);

    /// <summary>The vault id of a 1.2 header, which nothing authenticates; null for 1.1.</summary>
    public string? Label { get; }

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(padded);
}
