using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Drivers;
using HyOps.Core.Files;

namespace HyOps.Drivers.Terraform.Forensics;

/// <summary>Reads which state a text is, and nothing else of it: the rest holds secrets.</summary>
internal static class StateText
{
    private const string StateInPlan = "tfstate";

    /// <summary>The version of a state's text; null where it is empty or no state.</summary>
    /// <param name="json">The text.</param>
    public static StateVersion? VersionOf(ReadOnlySpan<byte> json) =>
        // A plan for what was never made starts from serial 0 without a lineage: there is no state yet.
        AnyVersionOf(json) is { Lineage.Length: > 0 } version ? version : null;

    /// <summary>The version of a state file; null where there is none.</summary>
    /// <param name="file">The file.</param>
    public static StateVersion? VersionIn(string file)
    {
        try
        {
            return File.Exists(file) ? VersionOf(File.ReadAllBytes(file)) : null;
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception))
        {
            return null;
        }
    }

    /// <summary>The state that a saved plan starts from. A plan is a zip with that state inside, so that no command is needed to ask.</summary>
    /// <param name="planFile">The plan.</param>
    public static StateVersion? VersionBefore(string planFile)
    {
        try
        {
            using var plan = ZipFile.OpenRead(planFile);
            if (plan.GetEntry(StateInPlan) is not { } entry)
            {
                return null;
            }

            using var content = entry.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            return VersionOf(copy.GetBuffer().AsSpan(0, (int)copy.Length));
        }
        catch (Exception exception) when (exception is InvalidDataException || SystemErrors.IsOfFiles(exception))
        {
            // The plan is good or Terraform will say what is wrong with it: this is for the record only.
            return null;
        }
    }

    /// <summary>
    /// A rescued state; null where there is none. Its lineage is empty where its backend was gone before it ever took one: the push that saves it makes one.
    /// </summary>
    /// <param name="file">The file.</param>
    public static RescuedState? RescuedIn(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        var content = File.ReadAllBytes(file);
        return new RescuedState(file, Convert.ToHexStringLower(SHA256.HashData(content)), AnyVersionOf(content));
    }

    /// <summary>
    /// Whether two states are the same but for their serials, which each write counts up, and their lineages: a push into an empty backend makes a new one.
    /// </summary>
    /// <param name="one">A state.</param>
    /// <param name="other">Another.</param>
    public static bool AreSame(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other)
    {
        try
        {
            return JsonNode.DeepEquals(ContentOf(one), ContentOf(other));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonNode? ContentOf(ReadOnlyMemory<byte> state)
    {
        var node = JsonNode.Parse(state.Span);
        (node as JsonObject)?.Remove("serial");
        (node as JsonObject)?.Remove("lineage");
        return node;
    }

    private static StateVersion? AnyVersionOf(ReadOnlySpan<byte> json)
    {
        try
        {
            return Read(json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static StateVersion? Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        (long? serial, string? lineage) = (null, null);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("serial"u8))
            {
                reader.Read();
                serial = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("lineage"u8))
            {
                reader.Read();
                lineage = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        return serial is { } number ? new StateVersion(number, lineage ?? "") : null;
    }
}
