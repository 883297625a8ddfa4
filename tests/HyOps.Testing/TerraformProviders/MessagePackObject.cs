using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace HyOps.Testing.TerraformProviders;

/// <summary>
/// Reads an object of texts as Terraform sends it: https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol/object-wire-format, a
/// MessagePack map.
/// </summary>
internal static class MessagePackObject
{
    private const byte Nil = 0xc0;

    /// <summary>The object; null for null.</summary>
    /// <param name="bytes">Its bytes.</param>
    public static JsonObject? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[0] == Nil)
        {
            return null;
        }

        var members = bytes[0] & 0x0f;
        bytes = bytes[1..];
        var result = new JsonObject();
        for (var i = 0; i < members; i++)
        {
            var name = Text(ref bytes)!;
            result[name] = Text(ref bytes);
        }

        return result;
    }

    private static string? Text(ref ReadOnlySpan<byte> bytes)
    {
        var (head, length) = bytes[0] switch
        {
            Nil => (1, -1),
            >= 0xa0 and <= 0xbf => (1, bytes[0] & 0x1f),
            0xd9 => (2, bytes[1]),
            0xda => (3, BinaryPrimitives.ReadUInt16BigEndian(bytes[1..])),
            _ => throw new InvalidDataException($"a value of the MessagePack kind 0x{bytes[0]:x2}, where only texts are expected"),
        };
        var text = length < 0 ? null : Encoding.UTF8.GetString(bytes.Slice(head, length));
        bytes = bytes[(head + Math.Max(length, 0))..];
        return text;
    }
}
