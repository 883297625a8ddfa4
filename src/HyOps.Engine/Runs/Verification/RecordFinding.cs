namespace HyOps.Engine.Runs.Verification;

/// <summary>Something that is not as it was left.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="File">The file, relative to the record.</param>
/// <param name="What">What is wrong.</param>
public sealed record RecordFinding(FindingKind Kind, string File, string What)
{
    /// <summary>The line, from 1, where it is known.</summary>
    public int? Line { get; init; }

    /// <summary>The byte, from 0, where it is known.</summary>
    public long? Offset { get; init; }

    /// <summary>In one line: <c>events.jsonl(3), byte 412: was changed</c>.</summary>
    public override string ToString() =>
        $"{File}{(Line is { } line ? $"({line})" : "")}{(Offset is { } offset ? $", byte {offset}" : "")}: {What}";
}

/// <summary>What a finding tells; later ones weigh more.</summary>
public enum FindingKind
{
    /// <summary>The mode lets others in, or a signature could not be checked here.</summary>
    Exposed,

    /// <summary>A write was cut off.</summary>
    Torn,

    /// <summary>Bytes were changed, removed, added or moved.</summary>
    Changed,
}
