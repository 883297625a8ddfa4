using System.Buffers;
using System.Text;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;

namespace HyOps.Core.Tests.Redaction;

/// <summary>Sends bytes through a pipe in chunks, and keeps what comes out.</summary>
internal static class MaskedStream
{
    internal static MaskSet Set(params string[] secrets) => MaskSet.Of([.. secrets.Select(SecretValue.From)]);

    internal static string Mask(MaskSet set, string text, int chunk = int.MaxValue) =>
        Encoding.UTF8.GetString(Mask(set, Encoding.UTF8.GetBytes(text), chunk));

    internal static byte[] Mask(MaskSet set, byte[] bytes, int chunk = int.MaxValue)
    {
        var output = new ArrayBufferWriter<byte>();
        var pipe = set.Open(masked => output.Write(masked));
        for (var at = 0; at < bytes.Length; at += Math.Min(chunk, bytes.Length - at))
        {
            pipe.Write(bytes.AsSpan(at, Math.Min(chunk, bytes.Length - at)));
        }

        pipe.Complete();
        return output.WrittenSpan.ToArray();
    }
}
