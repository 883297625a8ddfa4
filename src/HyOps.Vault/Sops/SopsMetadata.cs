using System.Collections.Immutable;
using HyOps.Core.Configuration;

namespace HyOps.Vault.Sops;

/// <summary>The map <c>sops</c> of a document (https://github.com/getsops/sops, stores/stores.go). A setting that we do not know is refused.</summary>
internal sealed record SopsMetadata(ImmutableArray<SopsRecipient> Recipients, ConfigScalar LastModified, ConfigScalar Mac, string UnencryptedSuffix)
{
    private const string Version = "version";

    /// <summary>What SOPS takes where the file names no rule at all.</summary>
    private const string DefaultSuffix = "_unencrypted";

    /// <summary>Reads it.</summary>
    /// <exception cref="SopsException">Something is missing, or not supported.</exception>
    public static SopsMetadata Read(ConfigMap map)
    {
        var recipients = ImmutableArray.CreateBuilder<SopsRecipient>();
        foreach (var entry in map.Entries.Where(entry => !IsUnset(entry.Value)))
        {
            switch (entry.Key, entry.Value)
            {
                case ("lastmodified" or "mac" or Version or "unencrypted_suffix", ConfigScalar):
                    break;
                case (_, ConfigList list) when list.Items.All(item => item is ConfigMap one && one["enc"] is ConfigScalar):
                    recipients.AddRange(list.Items.Cast<ConfigMap>().Select(item => Recipient(entry.Key, item)));
                    break;
                default:
                    throw SopsException.Unsupported(entry.KeyLocation, entry.Key);
            }
        }

        return new SopsMetadata(recipients.ToImmutable(), Text(map, "lastmodified"), Text(map, "mac"), (map["unencrypted_suffix"] as ConfigScalar)?.Text is { Length: > 0 } suffix ? suffix : DefaultSuffix);
    }

    // Older releases write every setting; these say that it is not used.
    private static bool IsUnset(ConfigNode node) => node switch
    {
        ConfigScalar scalar => scalar.IsNull || scalar.Text is "" or "false" or "0",
        ConfigList list => list.Items.IsEmpty,
        _ => false,
    };

    private static SopsRecipient Recipient(string kind, ConfigMap item) =>
        new(kind, (item["recipient"] ?? item["fp"]) is ConfigScalar name ? name.Text : null, ((ConfigScalar)item["enc"]!).Text);

    private static ConfigScalar Text(ConfigMap map, string field) =>
        map[field] is ConfigScalar { Text.Length: > 0, IsNull: false } scalar ? scalar : throw SopsException.Missing(map.Location, field);
}
