using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using HyOps.Core.Configuration;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Vault.Sops;

/// <summary>
/// A SOPS document: values at the ends of paths of keys, each encrypted under one data key, comments, and the metadata. Format:
/// https://github.com/getsops/sops. Reading it takes no key; opening it takes the data key, which one of the recipients unwraps.
/// </summary>
public sealed class SopsDocument
{
    private const int KeyLength = 32;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly SourceLocation place;
    private readonly SopsMetadata metadata;

    private SopsDocument(SourceLocation place, SopsMetadata metadata, ImmutableArray<SopsLeaf> leaves) =>
        (this.place, this.metadata, Leaves) = (place, metadata, leaves);

    /// <summary>For whom the data key is encrypted, in the order written.</summary>
    public ImmutableArray<SopsRecipient> Recipients => metadata.Recipients;

    /// <summary>Which values are encrypted.</summary>
    public SopsRules Rules => metadata.Rules;

    /// <summary>Its values and comments, in the order written: names and places, nothing that is secret.</summary>
    public ImmutableArray<SopsLeaf> Leaves { get; }

    /// <summary>Reads the file.</summary>
    /// <param name="map">The file, as a map.</param>
    /// <param name="text">Its text, where its comments count: lines that begin with a number sign.</param>
    /// <exception cref="SopsException">It is no SOPS document, or has a setting that is not supported.</exception>
    public static SopsDocument Read(ConfigMap map, string? text = null)
    {
        var settings = map[SopsMetadata.Key] as ConfigMap ?? throw SopsException.NoMetadata(map.Location);
        var leaves = map.Entries.Where(entry => entry.Key != SopsMetadata.Key).SelectMany(entry => SopsLeaf.Below([entry.Key], entry.Value));
        var comments = SopsLeaf.Comments(map.Location.File, text ?? "");
        return new SopsDocument(map.Location, SopsMetadata.Read(settings), [.. leaves.Concat(comments).OrderBy(leaf => leaf.Scalar.Location.Line)]);
    }

    /// <summary>Reads a dotenv file.</summary>
    /// <param name="file">The path, for people.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="SopsException">It is no SOPS document, or has a setting that is not supported.</exception>
    public static SopsDocument ReadDotenv(string file, string text) => Read(SopsDotenv.Read(file, text), text);

    /// <summary>Refuses a document whose values are in maps or lists.</summary>
    /// <exception cref="SopsException">The first of them, named.</exception>
    public void RequireFlat()
    {
        if (Leaves.FirstOrDefault(leaf => leaf.IsNested) is { } nested)
        {
            throw SopsException.Nested(nested.Scalar.Location, nested.Path[0]);
        }
    }

    /// <summary>Decrypts the values and checks them, each and all together, before it gives any.</summary>
    /// <param name="dataKey">32 bytes.</param>
    /// <returns>The values and comments, in the order written.</returns>
    /// <exception cref="SopsException">The file was changed, or is damaged; the place is named.</exception>
    public ImmutableArray<SopsItem> Open(ReadOnlySpan<byte> dataKey)
    {
        if (dataKey.Length != KeyLength)
        {
            throw SopsException.WrongDataKey(place, dataKey.Length);
        }

        using var mac = new SopsMac(Rules);
        var items = ImmutableArray.CreateBuilder<SopsItem>(Leaves.Length);
        foreach (var leaf in Leaves.Where(leaf => !leaf.Scalar.IsNull))
        {
            items.Add(!Rules.Encrypts(leaf.Path) || leaf.IsClearComment ? Clear(leaf, mac) : Decrypt(dataKey, leaf, mac));
        }

        RequireMac(dataKey, mac.Finish());
        return items.ToImmutable();
    }

    private static SopsItem Clear(SopsLeaf leaf, SopsMac mac)
    {
        var (counted, type) = leaf.ClearText();
        if (!leaf.IsComment)
        {
            mac.Add(Encoding.UTF8.GetBytes(counted), isEncrypted: false);
        }

        return SopsItem.Of(leaf.Path, SecretValue.From(leaf.Scalar.Text), type, leaf.Scalar.Location);
    }

    private static SopsItem Decrypt(ReadOnlySpan<byte> dataKey, SopsLeaf leaf, SopsMac mac)
    {
        // SOPS leaves an empty text as it is.
        if (leaf.Scalar.Text.Length == 0)
        {
            return SopsItem.Of(leaf.Path, SecretValue.Empty, leaf.IsComment ? EncryptedValue.Comment : "str", leaf.Scalar.Location);
        }

        var value = EncryptedValue.Parse(leaf.Scalar, leaf.Key);
        if ((value.Type == EncryptedValue.Comment) != leaf.IsComment)
        {
            throw SopsException.UnknownType(leaf.Scalar.Location, leaf.Key, value.Type);
        }

        var text = value.Open(dataKey, leaf.Associated) ?? throw SopsException.Tampered(leaf.Scalar.Location, leaf.Key);
        try
        {
            if (!leaf.IsComment)
            {
                mac.Add(text, isEncrypted: true);
            }

            var written = SopsTypes.Written(value.Type, StrictUtf8.GetString(text)) ?? throw SopsException.Damaged(leaf.Scalar.Location, leaf.Key, "its type is bool, and it is neither True nor False");
            return SopsItem.Of(leaf.Path, SecretValue.From(written), value.Type, leaf.Scalar.Location) with { Sealed = leaf.Scalar.Text };
        }
        catch (DecoderFallbackException)
        {
            throw SopsException.NotText(leaf.Scalar.Location, leaf.Key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private void RequireMac(ReadOnlySpan<byte> dataKey, byte[] expected)
    {
        var written = EncryptedValue.Parse(metadata.Mac, "sops.mac").Open(dataKey, metadata.LastModified.Text) ?? throw SopsException.MacTampered(metadata.Mac.Location);
        if (!CryptographicOperations.FixedTimeEquals(written, expected))
        {
            throw SopsException.MacDiffers(metadata.Mac.Location);
        }
    }
}
