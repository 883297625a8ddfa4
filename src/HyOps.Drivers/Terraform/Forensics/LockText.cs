using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HyOps.Core.Drivers;

namespace HyOps.Drivers.Terraform.Forensics;

/// <summary>Reads who holds a lock, from a backend's JSON or from what Terraform prints.</summary>
internal static partial class LockText
{
    /// <summary>The operation by which we look ourselves: some backends answer with the asker's own lock, which tells nothing of the holder.</summary>
    public const string Looking = "untaint";

    /// <summary>Reads Terraform's lock info as JSON; null where it is none.</summary>
    /// <param name="json">The text: <c>{"ID": …, "Operation": …, "Who": …, "Created": …, "Path": …}</c>.</param>
    public static StateLock? OfJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            string? Text(string name) => document.RootElement.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : null;
            return new StateLock { Id = Text("ID"), Operation = Text("Operation"), Who = Text("Who"), Created = Time(Text("Created")), Path = Text("Path") };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>
    /// Reads the lock out of Terraform's "Error acquiring the state lock"; null where that is not what it says. A backend that refuses access, or
    /// cannot read its own lock, fails under the same title, and tells no lock: nobody knows then whether there is one.
    /// </summary>
    /// <param name="lines">What Terraform printed.</param>
    public static StateLock? OfTerraform(IReadOnlyCollection<string> lines)
    {
        if (!TellLock(lines))
        {
            return null;
        }

        string? Field(string name) => lines.Select(line => line.Trim()).Where(line => line.StartsWith(name + ":", StringComparison.Ordinal))
            .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault(static text => text.Length > 0);

        var named = lines.Select(static line => NamedId().Match(line)).FirstOrDefault(static match => match.Success)?.Groups[1].Value;
        return Field("Operation") is Looking || (named is not null && named != Field("ID"))
            ? new StateLock { Id = named, Path = Field("Path") }
            : new StateLock { Id = Field("ID"), Operation = Field("Operation"), Who = Field("Who"), Created = Time(Field("Created")), Path = Field("Path") };
    }

    /// <summary>Whether Terraform could not have the lock, and says what it knows of the one that is there.</summary>
    /// <param name="lines">What Terraform printed.</param>
    public static bool TellLock(IReadOnlyCollection<string> lines) =>
        lines.Any(static line => line.Contains("Error acquiring the state lock", StringComparison.Ordinal)) && lines.Any(static line => line.Contains("Lock Info:", StringComparison.Ordinal));

    // Go prints "2026-01-02 03:04:05.678 +0000 UTC" to people and RFC 3339 into JSON.
    private static DateTimeOffset? Time(string? text) =>
        text is not null && DateTimeOffset.TryParse(
            GoZone().Replace(Fraction().Replace(text, "$1"), "$1"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    [GeneratedRegex(@"^\s*ID=([0-9a-fA-F-]{36})\s*$")]
    private static partial Regex NamedId();

    [GeneratedRegex(@" ([+-]\d{4}) [A-Z]{3,4}$")]
    private static partial Regex GoZone();

    [GeneratedRegex(@"(\.\d{7})\d+")]
    private static partial Regex Fraction();
}
