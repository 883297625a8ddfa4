using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace HyOps.Engine.BreakGlass;

/// <summary>A data key in memory; gone once it is disposed of.</summary>
/// <param name="bytes">32 bytes.</param>
/// <param name="openedBy">The kind of recipient that unwrapped it: <c>age</c> or <c>pgp</c>; null for a new one.</param>
internal sealed class DataKey(ReadOnlyMemory<byte> bytes, string? openedBy) : IDisposable
{
    private const int Length = 32;

    public ReadOnlySpan<byte> Bytes => bytes.Span;

    public string? OpenedBy => openedBy;

    /// <summary>A new one.</summary>
    public static DataKey Create() => new(RandomNumberGenerator.GetBytes(Length), null);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (MemoryMarshal.TryGetArray(bytes, out var array))
        {
            CryptographicOperations.ZeroMemory(array);
        }
    }
}
