using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Files;
using HyOps.Core.World;

namespace HyOps.Engine.Passwords;

/// <summary>
/// What a rekey is about to do, on disk and without secrets, so that a killed one can be finished or undone:
/// <c>~/.hybridops/config/vault-rekey.json</c>. Writing it as decided is the one moment at which all bundles change.
/// </summary>
internal sealed record RekeyJournal
{
    private const int Limit = 1024 * 1024;

    /// <summary>Whether everything is staged, so that only the new state is possible any more.</summary>
    internal bool IsDecided { get; init; }

    /// <summary>The entry of pass that gets the new password; null where none does.</summary>
    internal PassEntry? Entry { get; init; }

    /// <summary>The files that are replaced.</summary>
    internal ImmutableArray<Replacement> Files { get; init; } = [];

    /// <summary>A file with its new content beside it.</summary>
    /// <param name="Target">The file.</param>
    /// <param name="Before">SHA-256 of its sealed bytes before, in hex; null for what is not sealed, and so has no digest that may be written down.</param>
    internal sealed record Replacement(string Target, string? Before)
    {
        /// <summary>The new content, 0600.</summary>
        internal string Staged => Target + ".rekey";
    }

    /// <summary>The entry that holds the new password until the switch.</summary>
    internal PassEntry? Next => Entry is null ? null : Entry with { Name = Entry.Name + ".rekey-new" };

    /// <summary>The entry that keeps the old password until the end.</summary>
    internal PassEntry? Previous => Entry is null ? null : Entry with { Name = Entry.Name + ".rekey-old" };

    /// <summary>The operator's journal; null without a home.</summary>
    internal static string? PathOf(Surroundings world) => world.Home is { } home ? Path.Combine(world.Absolute(home), ".hybridops", "config", "vault-rekey.json") : null;

    /// <summary>Refuses to go on between the switch of the password and the last bundle.</summary>
    /// <exception cref="VaultStoreException">A rekey was interrupted there.</exception>
    internal static void RefuseUnfinished(Surroundings world)
    {
        if (PathOf(world) is { } path && Read(path) is { IsDecided: true })
        {
            throw VaultStoreException.Unfinished(path);
        }
    }

    /// <summary>Reads it; null where there is none.</summary>
    /// <exception cref="VaultStoreException">It is none.</exception>
    internal static RekeyJournal? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        PrivateFile.RequireOwned(path);
        try
        {
            var json = JsonNode.Parse(PrivateFile.Read(path, Limit))!;
            return new RekeyJournal
            {
                IsDecided = (bool)json["decided"]!,
                Entry = json["entry"] is { } entry ? new PassEntry((string)entry["store"]!, (string)entry["name"]!, (bool)entry["usual_store"]!) : null,
                Files = [.. json["files"]!.AsArray().Select(file => new Replacement((string)file!["target"]!, (string?)file["before"]))],
            };
        }
        catch (Exception exception) when (exception is JsonException or NullReferenceException or InvalidOperationException or FormatException)
        {
            throw VaultStoreException.BadJournal(path);
        }
    }

    /// <summary>Writes it.</summary>
    internal void Write(string path) => AtomicFile.Write(path, new JsonObject
    {
        ["decided"] = IsDecided,
        ["entry"] = Entry is null ? null : new JsonObject { ["store"] = Entry.Store, ["name"] = Entry.Name, ["usual_store"] = Entry.IsUsualStore },
        ["files"] = new JsonArray([.. Files.Select(file => new JsonObject { ["target"] = file.Target, ["before"] = file.Before })]),
    }.ToJsonString() + "\n");
}
