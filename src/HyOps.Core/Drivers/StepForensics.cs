using System.Text.Json.Serialization;

namespace HyOps.Core.Drivers;

/// <summary>
/// What a step that keeps a state left behind when it did not end well: read from the live lock and state, as exit codes do not tell.
/// No secret is in it.
/// </summary>
public sealed record StepForensics
{
    /// <summary>What it comes to.</summary>
    public required StepEnd Classification { get; init; }

    /// <summary>Where the state lives: <c>local</c>, <c>http</c>, <c>pg</c>, <c>azurerm</c> ….</summary>
    public required string Backend { get; init; }

    /// <summary>The state before anything was changed; null where there was none, or nothing was to be changed.</summary>
    public StateVersion? Before { get; init; }

    /// <summary>The state that the backend holds now; null where there is none, or it was not seen.</summary>
    public StateVersion? After { get; init; }

    /// <summary>Who holds the state's lock now; null where nobody does, or it was not seen.</summary>
    public StateLock? Lock { get; init; }

    /// <summary>A state that its backend did not take; null where there is none.</summary>
    public RescuedState? Rescued { get; init; }

    /// <summary>What could not be looked at, and why; null where all was seen.</summary>
    public string? NotSeen { get; init; }
}

/// <summary>What a step's end comes to, the worst first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepEnd>))]
public enum StepEnd
{
    /// <summary>The backend did not take the new state.</summary>
    [JsonStringEnumMemberName("state-unsaved")]
    StateUnsaved,

    /// <summary>The state's lock was left behind.</summary>
    [JsonStringEnumMemberName("lock-left")]
    LockLeft,

    /// <summary>Somebody else held the lock, so that nothing was begun.</summary>
    [JsonStringEnumMemberName("lock-held")]
    LockHeld,

    /// <summary>Interrupted, and ended in order.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,

    /// <summary>Failed, and ended in order.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>Which state it is.</summary>
/// <param name="Serial">Counts its writes.</param>
/// <param name="Lineage">
/// Names the state through its life: two states of different lineage have nothing to do with each other. Empty for a state that no backend has taken yet.
/// </param>
public sealed record StateVersion(long Serial, string Lineage)
{
    /// <summary>For people: <c>serial 7</c>.</summary>
    public override string ToString() => $"serial {Serial}";
}

/// <summary>A state that its backend did not take. The file holds secrets: it is 0600 and leaves the state directory only to be pushed.</summary>
/// <param name="Path">The absolute file.</param>
/// <param name="Sha256">Its digest, lower-case hex.</param>
/// <param name="Version">Which state it is; null where the file is no state.</param>
public sealed record RescuedState(string Path, string Sha256, StateVersion? Version);

/// <summary>A held lock: https://developer.hashicorp.com/terraform/language/state/locking.</summary>
public sealed record StateLock
{
    /// <summary>Its ID; null where the backend does not tell.</summary>
    public string? Id { get; init; }

    /// <summary>What it was taken for: <c>OperationTypeApply</c>.</summary>
    public string? Operation { get; init; }

    /// <summary>Who took it: <c>ops@runner</c>.</summary>
    public string? Who { get; init; }

    /// <summary>When it was taken.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The state's place, as the backend calls it.</summary>
    public string? Path { get; init; }

    /// <summary>Whether the holder still lives.</summary>
    public LockHolder Holder { get; init; } = LockHolder.Unknown;

    /// <summary>How that is known, or why it is not.</summary>
    public string HolderReason { get; init; } = "";

    /// <summary>The machine of the holder, as <see cref="Who"/> names it; null where it does not.</summary>
    [JsonIgnore]
    public string? Host => Who?.LastIndexOf('@') is int at and >= 0 && at < Who.Length - 1 ? Who[(at + 1)..] : null;

    /// <summary>For people: <c>by ops@runner since 2026-01-02 03:04:05 UTC</c>; empty where the backend tells neither.</summary>
    [JsonIgnore]
    public string By => (Who is { Length: > 0 } who ? $" by {who}" : "") + (Created is { } created ? $" since {created.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC" : "");
}

/// <summary>Whether the holder of a lock still lives.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LockHolder>))]
public enum LockHolder
{
    /// <summary>Nothing proves either.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>It lives.</summary>
    [JsonStringEnumMemberName("alive")]
    Alive,

    /// <summary>It is proven dead.</summary>
    [JsonStringEnumMemberName("dead")]
    Dead,
}
