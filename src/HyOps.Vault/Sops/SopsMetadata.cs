using System.Collections.Immutable;
using System.Globalization;
using HyOps.Core.Configuration;

namespace HyOps.Vault.Sops;

/// <summary>The map <c>sops</c> of a document (https://github.com/getsops/sops, stores/stores.go). A setting that we do not know is refused.</summary>
internal sealed record SopsMetadata(ImmutableArray<SopsRecipient> Recipients, ConfigScalar LastModified, ConfigScalar Mac, SopsRules Rules)
{
    /// <summary>The key of the map, and of what is written in its place in a dotenv file.</summary>
    public const string Key = "sops";

    /// <summary>When the document was written; the check value is bound to it.</summary>
    public const string LastModifiedSetting = "lastmodified";

    /// <summary>The check value.</summary>
    public const string MacSetting = "mac";

    /// <summary>The version of SOPS whose format it is.</summary>
    public const string VersionSetting = "version";

    /// <summary>The release of SOPS whose format is written.</summary>
    public const string Version = "3.9.4";

    /// <summary>Whether the check value is of what is encrypted alone.</summary>
    public const string MacOnlyEncrypted = "mac_only_encrypted";

    private static readonly string[] OfShamir = ["shamir_threshold", "key_groups"];

    /// <summary>A time as SOPS writes it: RFC 3339, in UTC, in seconds.</summary>
    public static string TimeOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads it.</summary>
    /// <exception cref="SopsException">Something is missing, or not supported.</exception>
    public static SopsMetadata Read(ConfigMap map)
    {
        var recipients = ImmutableArray.CreateBuilder<SopsRecipient>();
        var rules = new SopsRules();
        foreach (var entry in map.Entries.Where(entry => !IsUnset(entry.Value)))
        {
            switch (entry.Key, entry.Value)
            {
                case (LastModifiedSetting or MacSetting or VersionSetting, ConfigScalar):
                    break;
                case (_, _) when OfShamir.Contains(entry.Key, StringComparer.Ordinal):
                    throw SopsException.Shamir(entry.KeyLocation);
                case (_, ConfigScalar scalar) when With(rules, entry.Key, scalar) is { } more:
                    rules = more;
                    break;
                case (_, ConfigList list) when list.Items.All(item => item is ConfigMap one && one["enc"] is ConfigScalar):
                    recipients.AddRange(list.Items.Cast<ConfigMap>().Select(item => Recipient(entry.Key, item)));
                    break;
                default:
                    throw SopsException.Unsupported(entry.KeyLocation, entry.Key);
            }
        }

        return rules.Count > 1 ? throw SopsException.TwoRules(map.Location)
            : new SopsMetadata(recipients.ToImmutable(), Text(map, LastModifiedSetting), Text(map, MacSetting), rules.Count == 1 ? rules : rules with { UnencryptedSuffix = SopsRules.Usual.UnencryptedSuffix });
    }

    private static SopsRules? With(SopsRules rules, string setting, ConfigScalar scalar) => setting switch
    {
        "unencrypted_suffix" => rules with { UnencryptedSuffix = scalar.Text },
        "encrypted_suffix" => rules with { EncryptedSuffix = scalar.Text },
        "unencrypted_regex" when SopsRules.IsUsable(scalar.Text) => rules with { UnencryptedRegex = scalar.Text },
        "encrypted_regex" when SopsRules.IsUsable(scalar.Text) => rules with { EncryptedRegex = scalar.Text },
        MacOnlyEncrypted when scalar.Text == "true" => rules with { MacOnlyEncrypted = true },
        _ => null,
    };

    // Older releases write every setting; these say that it is not used.
    private static bool IsUnset(ConfigNode node) => node switch
    {
        ConfigScalar scalar => scalar.IsNull || scalar.Text is "" or "false" or "0",
        ConfigList list => list.Items.IsEmpty,
        _ => false,
    };

    private static SopsRecipient Recipient(string kind, ConfigMap item) =>
        new(kind, (item["recipient"] ?? item["fp"]) is ConfigScalar name ? name.Text : null, ((ConfigScalar)item["enc"]!).Text)
        {
            Fields = item.Entries.All(field => field.Value is ConfigScalar) ? [.. item.Entries.Select(field => KeyValuePair.Create(field.Key, ((ConfigScalar)field.Value).Text))] : [],
        };

    private static ConfigScalar Text(ConfigMap map, string field) =>
        map[field] is ConfigScalar { Text.Length: > 0, IsNull: false } scalar ? scalar : throw SopsException.Missing(map.Location, field);
}
