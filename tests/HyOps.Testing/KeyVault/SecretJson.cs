using System.Text.Json.Nodes;

namespace HyOps.Testing.KeyVault;

/// <summary>Secrets as Key Vault writes and reads them: https://learn.microsoft.com/rest/api/keyvault/secrets.</summary>
internal sealed class SecretJson(Uri vault)
{
    private const int RecoverableDays = 90;

    public JsonObject Bundle(StoredVersion version)
    {
        var bundle = Item(version, $"secrets/{version.Name}/{version.Version}");
        bundle.Insert(0, "value", version.Value);
        return bundle;
    }

    public JsonObject Properties(StoredVersion version) => Item(version, $"secrets/{version.Name}/{version.Version}");

    /// <summary>As a list of secrets has it: its id names no version.</summary>
    public JsonObject ListItem(StoredVersion version) => Item(version, $"secrets/{version.Name}");

    public JsonObject Deleted(SecretStore.DeletedSecret secret)
    {
        var current = secret.Versions[^1];
        var bundle = Properties(current);
        bundle["recoveryId"] = Id($"deletedsecrets/{current.Name}");
        bundle["deletedDate"] = secret.DeletedOn.ToUnixTimeSeconds();
        bundle["scheduledPurgeDate"] = secret.DeletedOn.AddDays(RecoverableDays).ToUnixTimeSeconds();
        return bundle;
    }

    public string Id(string path) => new Uri(vault, path).AbsoluteUri;

    /// <summary>What a request says of attributes, tags and content type, laid over a version.</summary>
    public static StoredVersion Overlay(StoredVersion version, JsonNode? body)
    {
        var attributes = body?["attributes"];
        return version with
        {
            Enabled = (bool?)attributes?["enabled"] ?? version.Enabled,
            NotBefore = Time(attributes?["nbf"]) ?? version.NotBefore,
            Expires = Time(attributes?["exp"]) ?? version.Expires,
            ContentType = (string?)body?["contentType"] ?? version.ContentType,
            Tags = body?["tags"] is JsonObject tags ? version.Tags.Clear().AddRange(tags.Select(tag => KeyValuePair.Create(tag.Key, (string?)tag.Value ?? ""))) : version.Tags,
        };
    }

    private static DateTimeOffset? Time(JsonNode? seconds) => seconds is null ? null : DateTimeOffset.FromUnixTimeSeconds((long)seconds);

    private JsonObject Item(StoredVersion version, string path)
    {
        var attributes = new JsonObject { ["enabled"] = version.Enabled };
        if (version.NotBefore is { } from)
        {
            attributes["nbf"] = from.ToUnixTimeSeconds();
        }

        if (version.Expires is { } until)
        {
            attributes["exp"] = until.ToUnixTimeSeconds();
        }

        attributes["created"] = version.Created.ToUnixTimeSeconds();
        attributes["updated"] = version.Updated.ToUnixTimeSeconds();
        attributes["recoveryLevel"] = "Recoverable+Purgeable";
        attributes["recoverableDays"] = RecoverableDays;
        var item = new JsonObject { ["id"] = Id(path), ["attributes"] = attributes, ["tags"] = new JsonObject(version.Tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))) };
        if (version.ContentType is { } type)
        {
            item["contentType"] = type;
        }

        return item;
    }
}
