using System.Globalization;
using System.Text.Json.Nodes;

namespace HyOps.Testing.Providers;

/// <summary>A KV secrets engine, version 1 or 2: https://developer.hashicorp.com/vault/api-docs/secret/kv.</summary>
/// <param name="mount">Where it is mounted.</param>
/// <param name="version">1 or 2.</param>
public sealed class KvEngine(string mount, int version)
{
    private readonly Dictionary<string, List<KvVersion>> secrets = new(StringComparer.Ordinal);

    /// <summary>Paths that may not be read.</summary>
    public ISet<string> Forbidden { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Before each answer, with the path: another answer instead.</summary>
    public Func<string, Reply?> Instead { get; set; } = static _ => null;

    /// <summary>How many answers were asked at once at most, where something counts it in <see cref="Instead"/>.</summary>
    public int Served { get; private set; }

    /// <summary>Puts a new version there.</summary>
    /// <param name="path">The path below the mount.</param>
    /// <param name="fields">The fields.</param>
    /// <returns>The version's number.</returns>
    public int Put(string path, params IEnumerable<(string Name, string Value)> fields)
    {
        var versions = secrets.TryGetValue(path, out var known) ? known : secrets[path] = [];
        versions.Add(new KvVersion(new JsonObject(fields.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Value)))));
        return versions.Count;
    }

    /// <summary>Deletes a version; it may be undeleted.</summary>
    public void Delete(string path, int number) => secrets[path][number - 1].Deleted = true;

    /// <summary>Destroys a version.</summary>
    public void Destroy(string path, int number) => secrets[path][number - 1].Destroyed = true;

    /// <summary>Whether a version is deleted.</summary>
    public bool IsDeleted(string path, int number) => secrets[path][number - 1].Deleted;

    /// <summary>The newest version's field.</summary>
    public string? Value(string path, string name) => secrets.TryGetValue(path, out var versions) ? (string?)versions[^1].Data[name] : null;

    /// <summary>Answers; null where the path is not of this engine.</summary>
    internal Reply? Answer(string path, SeenRequest request)
    {
        if (!path.StartsWith(mount + "/", StringComparison.Ordinal))
        {
            return null;
        }

        Served++;
        var rest = path[(mount.Length + 1)..];
        var (kind, name) = version == 1 ? ("data", rest) : rest.Split('/', 2) is [var first, var after] ? (first, after) : ("", "");
        return Instead(name)
            ?? (Forbidden.Contains(name) ? HashiCorpVaultApi.Error(403, "1 error occurred:\n\t* permission denied\n\n")
            : (kind, request.Method) switch
            {
                ("data", "GET") => Read(name, request.Query),
                ("data", "POST" or "PUT") => Write(name, request.Body),
                ("metadata", "GET") => Metadata(name),
                ("delete", "POST" or "PUT") => DeleteVersions(name, request.Body),
                _ => HashiCorpVaultApi.Error(404),
            });
    }

    private Reply Read(string name, string query)
    {
        if (!secrets.TryGetValue(name, out var versions))
        {
            return HashiCorpVaultApi.Error(404);
        }

        var number = query.StartsWith("?version=", StringComparison.Ordinal) ? int.Parse(query[9..], CultureInfo.InvariantCulture) : versions.Count;
        if (version == 1)
        {
            return Reply.Json(200, new { data = versions[^1].Data });
        }

        if (number < 1 || number > versions.Count)
        {
            return HashiCorpVaultApi.Error(404);
        }

        var one = versions[number - 1];
        var gone = one.Deleted || one.Destroyed;
        return Reply.Json(gone ? 404 : 200, new { data = new { data = gone ? null : one.Data.DeepClone(), metadata = one.Metadata(number) } });
    }

    private Reply Write(string name, string body)
    {
        var data = version == 1 ? JsonNode.Parse(body)!.AsObject() : JsonNode.Parse(body)!["data"]!.AsObject();
        if (version == 2 && (int?)JsonNode.Parse(body)!["options"]?["cas"] is { } cas && cas != (secrets.TryGetValue(name, out var known) ? known.Count : 0))
        {
            return HashiCorpVaultApi.Error(400, "check-and-set parameter did not match the current version");
        }

        var number = Put(name, data.Select(field => (field.Key, (string?)field.Value ?? "")).ToArray());
        return version == 1 ? new Reply(204, "") : Reply.Json(200, new { data = secrets[name][number - 1].Metadata(number) });
    }

    private Reply Metadata(string name) => secrets.TryGetValue(name, out var versions) && version == 2
        ? Reply.Json(200, new { data = new { current_version = versions.Count, versions = versions.Index().ToDictionary(one => (one.Index + 1).ToString(CultureInfo.InvariantCulture), one => one.Item.Metadata(one.Index + 1)) } })
        : HashiCorpVaultApi.Error(404);

    private Reply DeleteVersions(string name, string body)
    {
        if (secrets.TryGetValue(name, out var versions))
        {
            foreach (var number in JsonNode.Parse(body)!["versions"]!.AsArray().Select(one => int.Parse(one!.ToString(), CultureInfo.InvariantCulture)).Where(number => number <= versions.Count))
            {
                versions[number - 1].Deleted = true;
            }
        }

        return new Reply(204, "");
    }

    private sealed class KvVersion(JsonObject data)
    {
        public JsonObject Data => data;

        public bool Deleted { get; set; }

        public bool Destroyed { get; set; }

        public object Metadata(int number) => new
        {
            version = number,
            created_time = $"2026-01-01T00:00:{number:00}.123456789Z",
            deletion_time = Deleted ? "2026-01-02T00:00:00.5Z" : "",
            destroyed = Destroyed,
        };
    }
}
