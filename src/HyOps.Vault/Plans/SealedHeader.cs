using System.Text.Json;
using System.Text.Json.Serialization;

namespace HyOps.Vault.Plans;

/// <summary>The second line of a sealed plan: the header with what opening needs. Bytes are in base64.</summary>
internal sealed record SealedHeader
{
    public required PlanHeader Plan { get; init; }

    /// <summary>Rounds of PBKDF2.</summary>
    public required int Rounds { get; init; }

    public required byte[] Salt { get; init; }

    public required byte[] Nonce { get; init; }

    /// <summary>Tells a wrong password from a damaged file: derived beside the key, and of no use to find it.</summary>
    public required byte[] Check { get; init; }

    /// <summary>Bytes of the encrypted content, without its tag.</summary>
    public required int Length { get; init; }

    /// <summary>Reads the line.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static SealedHeader Parse(ReadOnlySpan<byte> line) =>
        JsonSerializer.Deserialize(line, SealedHeaderJson.Default.SealedHeader) is { Plan: not null, Salt.Length: PlanKeys.SaltLength, Nonce.Length: PlanEnvelope.NonceLength, Check.Length: PlanKeys.CheckLength } header
        && header.Rounds is >= 1 and <= PlanKeys.MostRounds && header.Length >= 0
            ? header
            : throw new JsonException("parts are missing, or not of their size");

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, SealedHeaderJson.Default.SealedHeader);
}

/// <summary>JSON for <see cref="SealedHeader"/>, without reflection; what it does not know is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SealedHeader))]
internal sealed partial class SealedHeaderJson : JsonSerializerContext;
