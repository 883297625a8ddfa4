namespace HyOps.Core.Commands;

/// <summary>Which stream of a child the bytes came from.</summary>
public enum OutputStream
{
    /// <summary>Standard output.</summary>
    StandardOutput,

    /// <summary>Standard error.</summary>
    StandardError,
}

/// <summary>Where the masked bytes of a child go. Calls come one after another, never at once.</summary>
public interface ICommandOutput
{
    /// <summary>Takes masked bytes, in the order of the stream; chunks end anywhere.</summary>
    /// <param name="stream">Which stream they came from.</param>
    /// <param name="masked">The bytes; valid during the call only.</param>
    void Write(OutputStream stream, ReadOnlySpan<byte> masked);
}
