using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Configuration;

namespace HyOps.Vault.Sops;

/// <summary>
/// <c>ENC[AES256_GCM,data:…,iv:…,tag:…,type:…]</c>, as SOPS writes each value (https://github.com/getsops/sops, aes/cipher.go).
/// The type is not protected by the tag.
/// </summary>
/// <param name="Data">The encrypted text.</param>
/// <param name="Iv">32 bytes from SOPS itself, and from us.</param>
/// <param name="Tag">16 bytes.</param>
/// <param name="Type">What the text stands for.</param>
internal sealed record EncryptedValue(byte[] Data, byte[] Iv, byte[] Tag, string Type)
{
    /// <summary>The type of a comment's text.</summary>
    public const string Comment = "comment";

    private const int IvLength = 32;
    private const string Beginning = "ENC[AES256_GCM,";
    private static readonly string[] Names = ["data:", "iv:", "tag:", "type:"];
    private static readonly string[] Types = ["str", "int", "float", "bytes", "bool", "time", Comment];

    /// <summary>Encrypts a text under an IV of its own.</summary>
    /// <param name="dataKey">32 bytes.</param>
    /// <param name="text">Not empty: SOPS leaves an empty text as it is.</param>
    /// <param name="type">What it stands for.</param>
    /// <param name="associated">What the tag binds it to.</param>
    public static EncryptedValue Seal(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> text, string type, string associated)
    {
        var iv = RandomNumberGenerator.GetBytes(IvLength);
        var (data, tag) = GaloisCounterMode.Seal(dataKey, iv, Encoding.UTF8.GetBytes(associated), text);
        return new EncryptedValue(data, iv, tag, type);
    }

    /// <summary>Decrypts it.</summary>
    /// <returns>The text; null where the tag does not fit.</returns>
    public byte[]? Open(ReadOnlySpan<byte> dataKey, string associated) => GaloisCounterMode.Open(dataKey, Iv, Encoding.UTF8.GetBytes(associated), Data, Tag);

    /// <summary>As SOPS writes it.</summary>
    public override string ToString() => $"{Beginning}data:{Convert.ToBase64String(Data)},iv:{Convert.ToBase64String(Iv)},tag:{Convert.ToBase64String(Tag)},type:{Type}]";

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
