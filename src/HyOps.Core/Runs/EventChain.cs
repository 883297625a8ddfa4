using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyOps.Core.Runs;

/// <summary>
/// The hash chain over a run's events: one JSON object a line, each with its number (<c>seq</c>, from 1) and the SHA-256 (<c>prev</c>,
/// lower-case hex) of the line before, without its line end; the first has 64 zeros. The head is the hash of the last line.
/// </summary>
public sealed class EventChain
{
    private static readonly JsonSerializerOptions OneLine = new() { WriteIndented = false };

    /// <summary>What the first event says came before it.</summary>
    public static string Beginning { get; } = new('0', 64);

    /// <summary>How many events there are.</summary>
    public int Count { get; private set; }

    /// <summary>The hash of the last line, or <see cref="Beginning"/>.</summary>
    public string Head { get; private set; } = Beginning;

    /// <summary>A chain that goes on where another one ended.</summary>
    /// <param name="count">How many events there are.</param>
    /// <param name="head">The hash of the last line.</param>
    public static EventChain After(int count, string head) => new() { Count = count, Head = head };

    /// <summary>Adds an event.</summary>
    /// <param name="content">Its fields, without <c>seq</c> and <c>prev</c>.</param>
    /// <returns>The line, without its line end.</returns>
    public string Append(JsonObject content)
    {
        Count++;
        var entry = new JsonObject { ["seq"] = Count, ["prev"] = Head };
        foreach (var (name, value) in content)
        {
            entry[name] = value?.DeepClone();
        }

        var line = entry.ToJsonString(OneLine);
        Head = HashOf(line);
        return line;
    }

    /// <summary>Checks a chain against its head.</summary>
    /// <param name="lines">The lines, in order.</param>
    /// <param name="head">The head that the record names.</param>
    /// <returns>Null where the chain holds; else what is wrong, with the line's number.</returns>
    public static string? FindBreak(IEnumerable<string> lines, string head)
    {
        var reading = ChainReading.Of(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
        return reading.Faults is [var first, ..]
            ? $"line {first.Line}: {first.Reason}"
            : reading.Head == head ? null : $"after line {reading.Lines.Count}: the record names another last event: lines were added, removed or changed at the end";
    }

    private static string HashOf(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));
}
