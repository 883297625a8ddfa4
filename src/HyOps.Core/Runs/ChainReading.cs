using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace HyOps.Core.Runs;

/// <summary>What <c>events.jsonl</c> holds, byte by byte: its lines, what breaks the chain and where, and whether the last write was cut off.</summary>
public sealed class ChainReading
{
    private const byte LineEnd = (byte)'\n';
    private readonly List<ChainLine> lines = [];
    private readonly List<ChainFault> faults = [];

    private ChainReading()
    {
    }

    /// <summary>The whole lines, in the file's order.</summary>
    public IReadOnlyList<ChainLine> Lines => lines;

    /// <summary>What breaks the chain, in the file's order. A change of the last line is known only from the head that the record names.</summary>
    public IReadOnlyList<ChainFault> Faults => faults;

    /// <summary>Where an unfinished last line begins, in bytes; null where the file ends with a line end. A write that was cut off leaves such a line, or zeros.</summary>
    public long? TornAt { get; private set; }

    /// <summary>The hash of the last whole line, or <see cref="EventChain.Beginning"/>.</summary>
    public string Head => HeadAt(lines.Count);

    /// <summary>The hash after some lines.</summary>
    /// <param name="count">How many; at most as many as there are.</param>
    public string HeadAt(int count) => count == 0 ? EventChain.Beginning : lines[count - 1].Sha256;

    /// <summary>Reads a file.</summary>
    /// <param name="content">All of it.</param>
    public static ChainReading Of(ReadOnlyMemory<byte> content)
    {
        var reading = new ChainReading();
        var start = 0;
        while (content.Span[start..].IndexOf(LineEnd) is var length and >= 0)
        {
            reading.Add(content.Slice(start, length), start);
            start += length + 1;
        }

        reading.TornAt = start < content.Length ? start : null;
        return reading;
    }

    private void Add(ReadOnlyMemory<byte> line, long offset)
    {
        var number = lines.Count + 1;
        var expected = lines.Count == 0 ? 1 : lines[^1].Sequence + 1;
        var (entry, reason) = Parse(line, number, expected);
        if (reason is not null)
        {
            faults.Add(new ChainFault(number, offset, reason));
        }

        lines.Add(new ChainLine(number, offset, line.Length, entry.Sequence ?? expected, Convert.ToHexStringLower(SHA256.HashData(line.Span)), entry.Event));
    }

    // After a fault, the chain goes on from what is there: each fault is told once, where it is.
    private ((long? Sequence, string? Event) Entry, string? Reason) Parse(ReadOnlyMemory<byte> line, int number, long expected)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind is JsonValueKind.Object ? Judge(document.RootElement, number, expected) : (default, "not a JSON object");
        }
        catch (JsonException)
        {
            return (default, "not a JSON object");
        }
    }

    private ((long? Sequence, string? Event) Entry, string? Reason) Judge(JsonElement fields, int number, long expected)
    {
        var kind = TextOf(fields, "event");
        if (!fields.TryGetProperty("seq", out var seq) || seq.ValueKind is not JsonValueKind.Number || !seq.TryGetInt32(out var sequence))
        {
            return ((null, kind), "has no number");
        }

        var follows = fields.TryGetProperty("prev", out var prev) && prev.ValueKind is JsonValueKind.String && prev.ValueEquals(Head);
        return ((sequence, kind), sequence == expected
            ? follows ? null : number == 1 ? "does not say that it is the first" : $"does not continue the line before it: line {(number - 1).ToString(CultureInfo.InvariantCulture)} was changed, or this line says so wrongly"
            : string.Create(CultureInfo.InvariantCulture, $"is event {sequence}, expected {expected}: lines were {(sequence > expected ? "removed" : "added")} or reordered"));
    }

    private static string? TextOf(JsonElement fields, string name)
    {
        try
        {
            return fields.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no UTF-8.
            return null;
        }
    }
}

/// <summary>A line of <c>events.jsonl</c>.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">Its bytes, without the line end.</param>
/// <param name="Sequence">The number that it says.</param>
/// <param name="Sha256">Its hash, without the line end.</param>
/// <param name="Event">The kind of event that it says; null where it is none.</param>
public sealed record ChainLine(int Number, long Offset, int Length, long Sequence, string Sha256, string? Event);

/// <summary>A place where the chain breaks.</summary>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Reason">What is wrong there.</param>
public sealed record ChainFault(int Line, long Offset, string Reason);
