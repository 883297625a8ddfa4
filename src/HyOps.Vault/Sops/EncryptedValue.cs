using System.Buffers.Text;
using HyOps.Core.Configuration;

namespace HyOps.Vault.Sops;

/// <summary>
/// <c>ENC[AES256_GCM,data:…,iv:…,tag:…,type:…]</c>, as SOPS writes each value (https://github.com/getsops/sops, aes/cipher.go).
/// The type is not protected by the tag.
/// </summary>
/// <param name="Data">The encrypted text.</param>
/// <param name="Iv">32 bytes from SOPS itself.</param>
/// <param name="Tag">16 bytes.</param>
/// <param name="Type">What the text stands for.</param>
internal sealed record EncryptedValue(byte[] Data, byte[] Iv, byte[] Tag, string Type)
{
    private const string Beginning = "ENC[AES256_GCM,";
    private static readonly string[] Names = ["data:", "iv:", "tag:", "type:"];
    private static readonly string[] Types = ["str", "int", "float", "bytes", "bool", "time"];

    /// <summary>Reads one.</summary>
    /// <param name="scalar">The text with its place.</param>
    /// <param name="key">Whose value it is, for messages.</param>
    /// <exception cref="SopsException">It is none, or damaged, or of a type that no value has.</exception>
    public static EncryptedValue Parse(ConfigScalar scalar, string key)
    {
        if (!scalar.Text.StartsWith("ENC[", StringComparison.Ordinal))
        {
            throw SopsException.NotEncrypted(scalar.Location, key);
        }

        if (!scalar.Text.StartsWith(Beginning, StringComparison.Ordinal) || !scalar.Text.EndsWith(']'))
        {
            throw SopsException.Damaged(scalar.Location, key, "it is no ENC[AES256_GCM,…]");
        }

        var parts = scalar.Text[Beginning.Length..^1].Split(',');
        if (parts.Length != Names.Length || !parts.Zip(Names).All(pair => pair.First.StartsWith(pair.Second, StringComparison.Ordinal)))
        {
            throw SopsException.Damaged(scalar.Location, key, "data, iv, tag and type do not stand in it in this order");
        }

        var values = parts.Zip(Names, (part, name) => part[name.Length..]).ToArray();
        var tag = Bytes(scalar, key, "tag", values[2]);
        return !Types.Contains(values[3], StringComparer.Ordinal) ? throw SopsException.UnknownType(scalar.Location, key, values[3])
            : tag.Length != GaloisCounterMode.TagLength ? throw SopsException.Damaged(scalar.Location, key, $"its tag has {tag.Length} bytes, not {GaloisCounterMode.TagLength}")
            : new EncryptedValue(Bytes(scalar, key, "data", values[0]), Bytes(scalar, key, "iv", values[1]), tag, values[3]);
    }

    private static byte[] Bytes(ConfigScalar scalar, string key, string part, string text) =>
        text.Length > 0 && Base64.IsValid(text) ? Convert.FromBase64String(text) : throw SopsException.Damaged(scalar.Location, key, $"its {part} is no base64");
}
