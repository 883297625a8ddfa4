using System.Text.Json.Serialization;

namespace HyOps.Engine.Rotation;

/// <summary>
/// <c>&lt;root&gt;/state/rotations/&lt;KEY&gt;.json</c>: how far the rotation of a key is. Names, versions and times; no value.
/// </summary>
public sealed record RotationState
{
    /// <summary>The format that this is: <c>hyops-rotation/1</c>.</summary>
    public string Format { get; init; } = "hyops-rotation/1";

    /// <summary>The environment key.</summary>
    public required string Key { get; init; }

    /// <summary>The secret's name in the authority.</summary>
    public required string Secret { get; init; }

    /// <summary>The authority's address.</summary>
    public required string Authority { get; init; }

    /// <summary>How far it is.</summary>
    public required RotationStage Stage { get; init; }

    /// <summary>The version before; null where the secret did not exist.</summary>
    public string? OldVersion { get; init; }

    /// <summary>The version that replaces it; null before it is known to be there.</summary>
    public string? NewVersion { get; init; }

    /// <summary>When the authority made the new version.</summary>
    public DateTimeOffset? WrittenOn { get; init; }

    /// <summary>What the cluster said before anything changed: what moved since then has followed.</summary>
    public IReadOnlyDictionary<string, string> Observed { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The run that began it.</summary>
    public required string RunId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it came this far.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Whether something is left to do.</summary>
    [JsonIgnore]
    public bool IsOpen => Stage != RotationStage.Done;
}

/// <summary>JSON for <see cref="RotationState"/>, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RotationState))]
internal sealed partial class RotationStateJson : JsonSerializerContext;
