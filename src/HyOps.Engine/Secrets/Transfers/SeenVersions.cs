using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Authorities;
using HyOps.Core.Files;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Secrets.Transfers;

/// <summary>
/// Which versions of the authority's secrets the bundle was in step with: <c>&lt;root&gt;/meta/authority.versions.json</c>, with
/// <c>authority</c> (its address) and <c>secrets</c> (<c>name, version, updated_on, seen_on</c>). Names, versions and times only. What was seen in
/// another authority counts for nothing.
/// </summary>
/// <param name="root">The runtime root.</param>
/// <param name="clock">The clock.</param>
public sealed class SeenVersions(RuntimeRoot root, TimeProvider clock)
{
    private const int LargestFile = 4 * 1024 * 1024;
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file.</summary>
    public string FilePath => Path.Combine(root.MetaDirectory, "authority.versions.json");

    /// <summary>What was seen, by name.</summary>
    /// <param name="authority">The authority's address.</param>
    /// <returns>Nothing where there is no file, or where it is no longer readable as one: then every version counts as unseen, which changes nothing.</returns>
    /// <exception cref="FileProblemException">The file cannot be read.</exception>
    public ImmutableSortedDictionary<string, SeenVersion> Read(Uri authority)
    {
        AtomicFile.RefuseLinkOrDirectory(FilePath);
        var seen = File.Exists(FilePath) ? Parse(PrivateFile.Read(FilePath, LargestFile), authority) : [];
        return seen.ToImmutableSortedDictionary(one => one.Name, one => one, StringComparer.Ordinal);
    }

    /// <summary>Notes versions whose values the bundle holds now.</summary>
    /// <param name="authority">The authority's address.</param>
    /// <param name="versions">The versions.</param>
    /// <param name="cancellationToken">Ends the wait for the file's lock.</param>
    /// <exception cref="FileProblemException">The file cannot be written.</exception>
    public async Task NoteAsync(Uri authority, IReadOnlyCollection<SecretVersion> versions, CancellationToken cancellationToken)
    {
        if (versions.Count == 0)
        {
            return;
        }

        root.Prepare(root.MetaDirectory);
        using var held = await FileLock.AcquireAsync(FilePath, FileLock.UsualPatience, clock, cancellationToken).ConfigureAwait(false);
        AtomicFile.RemoveLeftovers(FilePath);
        var now = clock.GetUtcNow();
        var before = Read(authority);
        var after = before.SetItems(versions.Where(version => before.GetValueOrDefault(version.Name)?.Version != version.Version)
            .Select(version => KeyValuePair.Create(version.Name, new SeenVersion(version.Name, version.Version, version.UpdatedOn, now))));
        if (after != before)
        {
            AtomicFile.Write(FilePath, Format(authority, after.Values));
        }
    }

    private static string Format(Uri authority, IEnumerable<SeenVersion> versions) => new JsonObject
    {
        ["authority"] = authority.ToString(),
        ["secrets"] = new JsonArray([.. versions.Select(one => new JsonObject
        {
            ["name"] = one.Name,
            ["version"] = one.Version,
            ["updated_on"] = one.UpdatedOn is { } time ? Text(time) : null,
            ["seen_on"] = Text(one.SeenOn),
        })]),
    }.ToJsonString(Form) + "\n";

    private static IEnumerable<SeenVersion> Parse(byte[] bytes, Uri authority)
    {
        try
        {
            return JsonNode.Parse(bytes) is JsonObject document && (string?)document["authority"] == authority.ToString() && document["secrets"] is JsonArray secrets
                ? [.. secrets.OfType<JsonObject>().Select(One).OfType<SeenVersion>().DistinctBy(one => one.Name)]
                : [];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return [];
        }
    }

    private static SeenVersion? One(JsonObject fields) =>
        (string?)fields["name"] is { } name && (string?)fields["version"] is { } version && Time(fields["seen_on"]) is { } seen
            ? new SeenVersion(name, version, Time(fields["updated_on"]), seen)
            : null;

    private static DateTimeOffset? Time(JsonNode? node) =>
        DateTimeOffset.TryParse((string?)node, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
