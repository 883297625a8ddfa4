using System.Buffers.Binary;
using System.Text;

namespace HyOps.Engine.Tests.Tracing;

/// <summary>A Protocol Buffers message as its fields stand in it; every byte must belong to one.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<(int Field, ulong Number, byte[]? Content)> fields = [];

    public static ProtobufMessage Read(byte[] bytes)
    {
        var message = new ProtobufMessage();
        for (var at = 0; at < bytes.Length;)
        {
            var tag = Varint(bytes, ref at);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    message.fields.Add((field, Varint(bytes, ref at), null));
                    break;
                case 1:
                    message.fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at, 8)), null));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(bytes, ref at);
                    message.fields.Add((field, 0, bytes[at..(at + length)]));
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7} at byte {at}");
            }
        }

        return message;
    }

    public IEnumerable<ProtobufMessage> Messages(int field) => fields.Where(entry => entry.Field == field).Select(entry => Read(entry.Content!));

    public byte[]? Bytes(int field) => fields.Find(entry => entry.Field == field).Content;

    public string? Text(int field) => Bytes(field) is { } bytes ? new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes) : null;

    public ulong? Number(int field) => fields.Exists(entry => entry.Field == field) ? fields.Find(entry => entry.Field == field).Number : null;

    private static ulong Varint(byte[] bytes, ref int at)
    {
        ulong number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }
    }
}
