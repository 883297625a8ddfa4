using System.Collections.Immutable;
using System.Text.Json;
using HyOps.Core.Files;

namespace HyOps.Drivers.Stacks;

/// <summary>What a Terraform or Packer stack declares, as far as a driver must know it.</summary>
internal sealed record StackDeclarations
{
    /// <summary>The names of its input variables.</summary>
    public required ImmutableHashSet<string> Variables { get; init; }

    /// <summary>Whether it says where its state lives: a <c>backend</c> or <c>cloud</c> block.</summary>
    public required bool HasBackend { get; init; }

    /// <summary>How many files of the tool there are.</summary>
    public required int FileCount { get; init; }

    /// <summary>Reads the top folder of a stack.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="nativeEnding">How files in HCL end: <c>.tf</c>, <c>.pkr.hcl</c>.</param>
    /// <param name="jsonEnding">How files in JSON end: <c>.tf.json</c>, <c>.pkr.json</c>.</param>
    /// <exception cref="StackException">A file cannot be read, or is no JSON.</exception>
    public static StackDeclarations Read(string directory, string nativeEnding, string jsonEnding)
    {
        var files = Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal).ToList();
        var native = files.Where(file => file.EndsWith(nativeEnding, StringComparison.Ordinal)).ToList();
        var json = files.Where(file => file.EndsWith(jsonEnding, StringComparison.Ordinal)).ToList();
        var blocks = native.SelectMany(ReadNative).Concat(json.SelectMany(ReadJson)).ToList();
        return new StackDeclarations
        {
            Variables = [.. blocks.Where(static block => block is { Type: "variable", Parent: null, Labels.Length: 1 }).Select(block => block.Labels[0])],
            HasBackend = blocks.Any(static block => block is { Parent: "terraform", Type: "backend" or "cloud" }),
            FileCount = native.Count + json.Count,
        };
    }

    private static IReadOnlyList<HclBlock> ReadNative(string file)
    {
        try
        {
            return HclBlockReader.Read(File.ReadAllText(file));
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception))
        {
            throw StackException.Unreadable(file, exception);
        }
    }

    private static IReadOnlyList<HclBlock> ReadJson(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return [.. Members(document.RootElement, "variable", null), .. Members(document.RootElement, "terraform", "terraform")];
        }
        catch (Exception exception) when (exception is JsonException || SystemErrors.IsOfFiles(exception))
        {
            throw StackException.Unreadable(file, exception);
        }
    }

    /// <summary>The members of a top-level property, which is an object or a list of objects (one for each block).</summary>
    private static IEnumerable<HclBlock> Members(JsonElement root, string property, string? parent)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(property, out var value))
        {
            return [];
        }

        var bodies = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value];
        return [.. bodies.Where(static body => body.ValueKind == JsonValueKind.Object)
            .SelectMany(static body => body.EnumerateObject())
            .Select(member => parent is null ? new HclBlock(property, [member.Name], null) : new HclBlock(member.Name, [], parent))];
    }
}
