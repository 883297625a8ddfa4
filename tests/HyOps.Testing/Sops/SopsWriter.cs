using System.Security.Cryptography;
using System.Text;

namespace HyOps.Testing.Sops;

/// <summary>
/// Writes flat SOPS files, on .NET's own AES-GCM, whose IVs have 12 bytes: SOPS itself and others read an IV of any length.
/// What it wrote was opened with the npm package sops-age.
/// </summary>
public sealed class SopsWriter
{
    private const string LastModified = "2026-01-02T03:04:05Z";
    private readonly StringBuilder values = new();
    private readonly IncrementalHash mac = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
    private readonly SortedDictionary<string, string> recipients = new(StringComparer.Ordinal);
    private readonly byte[] dataKey = RandomNumberGenerator.GetBytes(32);

    /// <summary>The key of the file's values.</summary>
    public byte[] DataKey() => [.. dataKey];

    /// <summary>Adds a value.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="text">Its text, as SOPS encrypts it.</param>
    /// <param name="type">Its type.</param>
    public SopsWriter With(string key, string text, string type = "str")
    {
        mac.AppendData(Encoding.UTF8.GetBytes(text));
        values.Append($"{key}: {Encrypted(text, $"{key}:", type)}\n");
        return this;
    }

    /// <summary>Adds a value in the clear, as it stands.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="written">The YAML.</param>
    /// <param name="counted">What counts of it for the check value.</param>
    public SopsWriter WithClear(string key, string written, string counted)
    {
        mac.AppendData(Encoding.UTF8.GetBytes(counted));
        values.Append($"{key}: {written}\n");
        return this;
    }

    /// <summary>Adds a recipient.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="field">The name's field.</param>
    /// <param name="name">The name.</param>
    /// <param name="wrapped">The data key for it.</param>
    public SopsWriter For(string kind, string field, string name, string wrapped)
    {
        var lines = string.Concat(wrapped.TrimEnd().Split('\n').Select(line => $"            {line}\n"));
        recipients[kind] = $"{recipients.GetValueOrDefault(kind)}        - {field}: {name}\n          enc: |\n{lines}";
        return this;
    }

    /// <summary>Adds an age recipient.</summary>
    /// <param name="key">The recipient.</param>
    public SopsWriter For(AgeKey key) => For("age", "recipient", key.Recipient, key.Wrap(dataKey));

    /// <summary>The file.</summary>
    public string Write() =>
        $"{values}sops:\n{string.Concat(recipients.Select(pair => $"    {pair.Key}:\n{pair.Value}"))}    lastmodified: \"{LastModified}\"\n    mac: {Encrypted(Convert.ToHexString(mac.GetCurrentHash()), LastModified, "str")}\n    version: 3.9.4\n";

    private string Encrypted(string text, string associated, string type)
    {
        if (text.Length == 0)
        {
            return "\"\"";
        }

        var plain = Encoding.UTF8.GetBytes(text);
        var (iv, cipher, tag) = (RandomNumberGenerator.GetBytes(12), new byte[plain.Length], new byte[16]);
        using var aes = new AesGcm(dataKey, tag.Length);
        aes.Encrypt(iv, plain, cipher, tag, Encoding.UTF8.GetBytes(associated));
        return $"ENC[AES256_GCM,data:{Convert.ToBase64String(cipher)},iv:{Convert.ToBase64String(iv)},tag:{Convert.ToBase64String(tag)},type:{type}]";
    }
}
