using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace HyOps.Engine.Tracing;

/// <summary>The part of Protocol Buffers' encoding that a trace needs (https://protobuf.dev/programming-guides/encoding/).</summary>
internal sealed class ProtobufWriter
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private readonly ArrayBufferWriter<byte> bytes = new();

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();

    public void Write(int field, string text) => Write(field, Encoding.UTF8.GetBytes(text));

    public void Write(int field, ReadOnlySpan<byte> content)
    {
        WriteTag(field, LengthDelimited);
        WriteVarint((ulong)content.Length);
        bytes.Write(content);
    }

    public void Write(int field, Action<ProtobufWriter> message)
    {
        var inner = new ProtobufWriter();
        message(inner);
        Write(field, inner.ToArray());
    }

    public void Write(int field, long number)
    {
        WriteTag(field, Varint);
        WriteVarint((ulong)number);
    }

    public void WriteFixed(int field, ulong number)
    {
        WriteTag(field, Fixed64);
        System.Span<byte> buffer = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(buffer, number);
        bytes.Write(buffer);
    }

    private void WriteTag(int field, int type) => WriteVarint((ulong)((field << 3) | type));

    private void WriteVarint(ulong number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            WriteByte((byte)((number & 0x7f) | 0x80));
        }

        WriteByte((byte)number);
    }

    private void WriteByte(byte value) => bytes.Write([value]);
}
