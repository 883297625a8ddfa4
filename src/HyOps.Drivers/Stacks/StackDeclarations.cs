using System.Collections.Immutable;
using System.Text.Json;
using HyOps.Core.Files;

namespace HyOps.Drivers.Stacks;

/// <summary>What a Terraform or Packer stack declares, as far as a driver must know it.</summary>
internal sealed record StackDeclarations
{
    /// <summary>The names of its input variables.</summary>
    public required ImmutableHashSet<string> Variables { get; init; }

    /// <summary>Its <c>backend</c> or <c>cloud</c> block, which says where its state lives; null where it has none.</summary>
    public required HclBlock? Backend { get; init; }

    /// <summary>Whether it says where its state lives.</summary>
    public bool HasBackend => Backend is not null;

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
            Backend = blocks.Find(static block => block is { Parent: "terraform", Type: "backend" or "cloud" }),
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
            // Texts that are no UTF-8 are an InvalidOperationException of the reader, when they are looked at.
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return [.. VariableBlocks(document.RootElement), .. Bodies(document.RootElement, "terraform").SelectMany(BackendBlocks)];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException || SystemErrors.IsOfFiles(exception))
        {
            throw StackException.Unreadable(file, exception);
        }
    }

    private static IEnumerable<HclBlock> VariableBlocks(JsonElement root) =>
        [.. Bodies(root, "variable").SelectMany(static body => body.EnumerateObject()).Select(static member => new HclBlock("variable", [member.Name], null))];

    private static IEnumerable<HclBlock> BackendBlocks(JsonElement terraform)
    {
        var named = Bodies(terraform, "backend").SelectMany(static body => body.EnumerateObject()).Select(static kind => BackendBlock("backend", [kind.Name], kind.Value));
        var cloud = Bodies(terraform, "cloud").Select(static body => BackendBlock("cloud", [], body));
        return [.. named, .. cloud];
    }

    private static HclBlock BackendBlock(string type, ImmutableArray<string> labels, JsonElement settings)
    {
        var block = new HclBlock(type, labels, "terraform");
        foreach (var setting in Bodies(settings).SelectMany(static body => body.EnumerateObject()))
        {
            block.Attributes[setting.Name] = setting.Value.ValueKind switch
            {
                JsonValueKind.String => setting.Value.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => setting.Value.GetRawText(),
                _ => null,
            };
        }

        return block;
    }

    private static List<JsonElement> Bodies(JsonElement parent, string property) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(property, out var value) ? Bodies(value) : [];

    /// <summary>An object, or a list of objects: one for each block.</summary>
    private static List<JsonElement> Bodies(JsonElement value) =>
        [.. (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value]).Where(static body => body.ValueKind == JsonValueKind.Object)];
}
