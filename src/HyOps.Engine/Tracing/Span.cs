namespace HyOps.Engine.Tracing;

/// <summary>A span of a trace, in the terms of OpenTelemetry.</summary>
/// <param name="Id">16 hex digits.</param>
/// <param name="ParentId">16 hex digits; null for a trace's first span.</param>
/// <param name="Name">What it did.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
internal sealed record Span(string Id, string? ParentId, string Name, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Facts: texts and whole numbers, masked.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Attributes { get; init; } = [];

    /// <summary>Why it did not succeed, masked; null where it did.</summary>
    public string? Error { get; init; }
}
