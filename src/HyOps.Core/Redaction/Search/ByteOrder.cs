namespace HyOps.Core.Redaction.Search;

/// <summary>Byte arrays by their content.</summary>
internal sealed class ByteOrder : IComparer<byte[]>, IEqualityComparer<byte[]>
{
    /// <summary>The one there is.</summary>
    internal static ByteOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(byte[]? left, byte[]? right) => left.AsSpan().SequenceCompareTo(right);

    /// <inheritdoc/>
    public bool Equals(byte[]? left, byte[]? right) => left.AsSpan().SequenceEqual(right);

    /// <inheritdoc/>
    public int GetHashCode(byte[] value)
    {
        var hash = default(HashCode);
        hash.AddBytes(value);
        return hash.ToHashCode();
    }
}
