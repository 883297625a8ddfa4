using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace HyOps.Vault.Sops;

/// <summary>A flat SOPS document that is to be written.</summary>
public sealed record SopsDraft
{
    /// <summary>The file, for messages.</summary>
    public required string File { get; init; }

    /// <summary>How it is written down.</summary>
    public required SopsFormat Format { get; init; }

    /// <summary>Its values and comments, in their order.</summary>
    public required ImmutableArray<SopsItem> Items { get; init; }

    /// <summary>For whom the data key is encrypted.</summary>
    public required ImmutableArray<SopsRecipient> Recipients { get; init; }

    /// <summary>Which values are encrypted.</summary>
    public SopsRules Rules { get; init; } = SopsRules.Usual;

    /// <summary>When it is written.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Encrypts it. What was read from a document with the same data key, and is as it was, stays as it stood there.</summary>
    /// <param name="dataKey">32 bytes.</param>
    /// <returns>The file's text.</returns>
    /// <exception cref="SopsException">It cannot be written so that it reads as it is.</exception>
    public string Seal(ReadOnlySpan<byte> dataKey)
    {
        RequireNames();
        using var mac = new SopsMac(Rules);
        var lines = ImmutableArray.CreateBuilder<SopsLine>(Items.Length);
        foreach (var item in Items.Where(item => Format is not SopsFormat.Json || !item.IsComment))
        {
            lines.Add(LineOf(item, mac, dataKey));
        }

        var time = SopsMetadata.TimeOf(LastModified);
        KeyValuePair<string, string>[] settings =
        [
            new(SopsMetadata.LastModifiedSetting, time),
            new(SopsMetadata.MacSetting, EncryptedValue.Seal(dataKey, mac.Finish(), "str", time).ToString()),
            .. Rules.Settings(),
            new(SopsMetadata.VersionSetting, SopsMetadata.Version),
        ];
        var written = new SopsText(lines.ToImmutable(), Recipients, [.. settings]);
        return Format switch
        {
            SopsFormat.Json => written.AsJson(),
            SopsFormat.Dotenv => SopsDotenv.Write(written),
            _ => written.AsYaml(),
        };
    }

    private void RequireNames()
    {
        if (Items.FirstOrDefault(item => !item.IsComment && (item.Key == SopsMetadata.Key || (Format is SopsFormat.Dotenv && item.Key.StartsWith(SopsDotenv.Prefix, StringComparison.Ordinal)))) is { } taken)
        {
            throw SopsException.NoName(File, taken.Key);
        }

        if (Items.FirstOrDefault(item => item.Path.Length > 1) is { } nested)
        {
            throw SopsException.Nested(nested.Location ?? new(File), nested.Path[0]);
        }

        if (Recipients.FirstOrDefault(recipient => recipient.Fields.IsEmpty) is { } odd)
        {
            throw SopsException.NoForm(File, odd.Kind);
        }
    }

    private SopsLine LineOf(SopsItem item, SopsMac mac, ReadOnlySpan<byte> dataKey)
    {
        var key = item.IsComment ? null : item.Key;
        var bytes = Encoding.UTF8.GetBytes(SopsTypes.Inside(item.Type, item.Value.Reveal()));
        try
        {
            var isEncrypted = Rules.Encrypts(item.Path);
            if (!item.IsComment)
            {
                mac.Add(bytes, isEncrypted);
            }

            return !isEncrypted ? new SopsLine(key, item.Value.Reveal(), item.Type is "str")
                : bytes.Length == 0 ? new SopsLine(key, "", IsQuoted: true)
                : new SopsLine(key, Encrypted(item, bytes, dataKey), IsQuoted: false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static string Encrypted(SopsItem item, byte[] bytes, ReadOnlySpan<byte> dataKey)
    {
        var associated = item.IsComment ? ":" : $"{item.Key}:";
        if (item.Sealed is { } before && EncryptedValue.Parse(new(item.Location!, before, IsPlain: true), item.Key).Open(dataKey, associated) is { } same)
        {
            var isSame = CryptographicOperations.FixedTimeEquals(same, bytes);
            CryptographicOperations.ZeroMemory(same);
            if (isSame)
            {
                return before;
            }
        }

        return EncryptedValue.Seal(dataKey, bytes, item.Type, associated).ToString();
    }
}
