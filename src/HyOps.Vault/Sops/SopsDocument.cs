using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Configuration;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Vault.Sops;

/// <summary>
/// A flat SOPS document: <c>KEY: value</c> lines, each value encrypted under one data key, and the metadata. Format:
/// https://github.com/getsops/sops. Reading it takes no key; opening it takes the data key, which one of the recipients unwraps.
/// </summary>
public sealed class SopsDocument
{
    private const string MetadataKey = "sops";
    private const int KeyLength = 32;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly SourceLocation place;
    private readonly SopsMetadata metadata;
    private readonly ImmutableArray<ConfigEntry> entries;

    private SopsDocument(SourceLocation place, SopsMetadata metadata, ImmutableArray<ConfigEntry> entries) =>
        (this.place, this.metadata, this.entries) = (place, metadata, entries);

    /// <summary>For whom the data key is encrypted, in the order written.</summary>
    public ImmutableArray<SopsRecipient> Recipients => metadata.Recipients;

    /// <summary>Reads the file's map.</summary>
    /// <param name="map">The file, as YAML.</param>
    /// <exception cref="SopsException">It is no SOPS document, is not flat, or has a setting that is not supported.</exception>
    public static SopsDocument Read(ConfigMap map)
    {
        var settings = map[MetadataKey] as ConfigMap ?? throw SopsException.NoMetadata(map.Location);
        var entries = map.Entries.RemoveAll(entry => entry.Key == MetadataKey);
        return entries.FirstOrDefault(entry => entry.Value is not ConfigScalar) is { } nested
            ? throw SopsException.Nested(nested.KeyLocation, nested.Key)
            : new SopsDocument(map.Location, SopsMetadata.Read(settings), entries);
    }

    /// <summary>Decrypts the values and checks them, each and all together, before it gives any.</summary>
    /// <param name="dataKey">32 bytes.</param>
    /// <returns>The keys with their values, in the order written; those that the file keeps in the clear are no secrets, and not among them.</returns>
    /// <exception cref="SopsException">The file was changed, or is damaged; the place is named.</exception>
    public ImmutableArray<KeyValuePair<string, SecretValue>> Open(ReadOnlySpan<byte> dataKey)
    {
        if (dataKey.Length != KeyLength)
        {
            throw SopsException.WrongDataKey(place, dataKey.Length);
        }

        using var mac = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        var values = ImmutableArray.CreateBuilder<KeyValuePair<string, SecretValue>>(entries.Length);
        foreach (var (key, scalar) in entries.Select(entry => (entry.Key, (ConfigScalar)entry.Value)).Where(pair => !pair.Item2.IsNull))
        {
            if (key.EndsWith(metadata.UnencryptedSuffix, StringComparison.Ordinal))
            {
                mac.AppendData(Encoding.UTF8.GetBytes(ClearText(key, scalar)));
            }
            else
            {
                values.Add(new(key, Decrypt(dataKey, key, scalar, mac)));
            }
        }

        RequireMac(dataKey, mac.GetHashAndReset());
        return values.ToImmutable();
    }

    private static SecretValue Decrypt(ReadOnlySpan<byte> dataKey, string key, ConfigScalar scalar, IncrementalHash mac)
    {
        // SOPS leaves an empty text as it is.
        if (scalar.Text.Length == 0)
        {
            return SecretValue.Empty;
        }

        var value = EncryptedValue.Parse(scalar, key);
        var text = Plain(dataKey, value, $"{key}:") ?? throw SopsException.Tampered(scalar.Location, key);
        try
        {
            mac.AppendData(text);
            return SecretValue.From(Written(value.Type, StrictUtf8.GetString(text)) ?? throw SopsException.Damaged(scalar.Location, key, "its type is bool, and it is neither True nor False"));
        }
        catch (DecoderFallbackException)
        {
            throw SopsException.NotText(scalar.Location, key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    // Inside it is True, as in Python, whose SOPS was the first; sops decrypt gives true. The tag does not protect the type.
    private static string? Written(string type, string text) => (type, text) switch
    {
        ("bool", "True") => "true",
        ("bool", "False") => "false",
        ("bool", _) => null,
        _ => text,
    };

    // What the check value was made of is the value, not its text: only texts and what has one way of writing are told without a guess.
    private static string ClearText(string key, ConfigScalar scalar) =>
        !scalar.IsPlain || scalar.AsInteger is not null ? scalar.Text
        : scalar.AsBoolean is { } flag ? (flag ? "True" : "False")
        : char.IsAsciiDigit(scalar.Text[0]) || scalar.Text[0] is '+' or '-' or '.' ? throw SopsException.Ambiguous(scalar.Location, key)
        : scalar.Text;

    private static byte[]? Plain(ReadOnlySpan<byte> dataKey, EncryptedValue value, string associated) =>
        GaloisCounterMode.Open(dataKey, value.Iv, Encoding.UTF8.GetBytes(associated), value.Data, value.Tag);

    private void RequireMac(ReadOnlySpan<byte> dataKey, byte[] hash)
    {
        var written = Plain(dataKey, EncryptedValue.Parse(metadata.Mac, "sops.mac"), metadata.LastModified.Text) ?? throw SopsException.MacTampered(metadata.Mac.Location);
        if (!CryptographicOperations.FixedTimeEquals(written, Encoding.ASCII.GetBytes(Convert.ToHexString(hash))))
        {
            throw SopsException.MacDiffers(metadata.Mac.Location);
        }
    }
}
