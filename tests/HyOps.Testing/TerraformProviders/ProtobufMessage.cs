using System.Text;

namespace HyOps.Testing.TerraformProviders;

/// <summary>As much of the protobuf encoding as Terraform's plugin protocol needs here: https://protobuf.dev/programming-guides/encoding/.</summary>
internal sealed class ProtobufMessage
{
    private const int Varint = 0;
    private const int LengthDelimited = 2;
    private readonly List<byte> bytes = [];

    public byte[] ToArray() => [.. bytes];

    public ProtobufMessage With(int field, ReadOnlySpan<byte> value)
    {
        Write((uint)((field << 3) | LengthDelimited));
        Write((uint)value.Length);
        bytes.AddRange(value);
        return this;
    }

    public ProtobufMessage With(int field, string value) => With(field, Encoding.UTF8.GetBytes(value));

    public ProtobufMessage With(int field, ProtobufMessage value) => With(field, value.ToArray());

    public ProtobufMessage With(int field, bool value)
    {
        Write((uint)((field << 3) | Varint));
        Write(value ? 1u : 0u);
        return this;
    }

    /// <summary>The fields of a message that have a length; the last one of each number.</summary>
    public static Dictionary<int, byte[]> Read(ReadOnlySpan<byte> message)
    {
        var fields = new Dictionary<int, byte[]>();
        while (!message.IsEmpty)
        {
            var key = ReadVarint(ref message);
            var value = ReadVarint(ref message);
            if ((key & 7) == LengthDelimited)
            {
                fields[(int)(key >> 3)] = message[..(int)value].ToArray();
                message = message[(int)value..];
            }
            else if ((key & 7) != Varint)
            {
                throw new InvalidDataException($"a field of wire type {key & 7}, which the protocol does not use");
            }
        }

        return fields;
    }

    private static ulong ReadVarint(ref ReadOnlySpan<byte> message)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[0];
            message = message[1..];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    private void Write(uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }
}
