using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Files;

namespace HyOps.Drivers.Packer;

/// <summary>What the last successful build made: kept in the state directory, replaced in one move once the next build succeeded.</summary>
internal sealed record PackerRecord
{
    private const string Name = "packer.json";

    /// <summary>What the build depended on.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The folder of its artifacts, below the state directory's <c>artifacts</c>.</summary>
    public required string Generation { get; init; }

    /// <summary>Absolute paths of its files, with their checksums (<c>sha256:</c> and hex).</summary>
    public required ImmutableSortedDictionary<string, string> Files { get; init; }

    /// <summary>Its outputs.</summary>
    public required JsonObject Outputs { get; init; }

    /// <summary>Names of outputs that were withheld.</summary>
    public ImmutableArray<string> Withheld { get; init; } = [];

    /// <summary>Reads the record; null where there is none, or none that can be read: then everything is built again.</summary>
    /// <param name="stateDirectory">The step's state directory.</param>
    public static PackerRecord? Load(string stateDirectory)
    {
        var file = Path.Combine(stateDirectory, Name);
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<PackerRecord>(File.ReadAllBytes(file)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the record.</summary>
    /// <param name="stateDirectory">The step's state directory.</param>
    public void Save(string stateDirectory) =>
        AtomicFile.Write(Path.Combine(stateDirectory, Name), JsonSerializer.SerializeToUtf8Bytes(this).AsMemory());

    /// <summary>Forgets the last build.</summary>
    /// <param name="stateDirectory">The step's state directory.</param>
    public static void Delete(string stateDirectory) => File.Delete(Path.Combine(stateDirectory, Name));

    /// <summary>The first artifact file that is missing or not what it was; null where all are as built.</summary>
    public string? FirstDamaged() =>
        Files.FirstOrDefault(static file => !File.Exists(file.Key) || ChecksumOf(file.Key) != file.Value).Key;

    /// <summary>The checksum of a file.</summary>
    /// <param name="file">The file.</param>
    public static string ChecksumOf(string file)
    {
        using var stream = File.OpenRead(file);
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
