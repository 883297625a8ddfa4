using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace HyOps.Core.Runs;

/// <summary>The correlation id of a run: <c>&lt;verb&gt;-&lt;yyyyMMddTHHmmssZ&gt;-&lt;8 hex&gt;</c>. It sorts by time within a verb.</summary>
public sealed partial record RunId
{
    private RunId(string value) => Value = value;

    /// <summary>The id.</summary>
    public string Value { get; }

    /// <summary>The verb or phase that it starts with.</summary>
    public string Verb => Value[..^26];

    /// <summary>The second that it was made in, <c>yyyyMMddTHHmmssZ</c>; sorts by time across verbs.</summary>
    public string Stamp => Value[^25..^9];

    /// <summary>A new id.</summary>
    /// <param name="verb">The verb or phase: lower case letters and dashes.</param>
    /// <param name="clock">The clock.</param>
    public static RunId Create(string verb, TimeProvider clock) =>
        new($"{verb}-{clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");

    /// <summary>Takes an id from text of unknown origin.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="id">The id, where the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out RunId? id)
    {
        id = text is not null && Form().IsMatch(text) ? new RunId(text) : null;
        return id is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-z][a-z-]*-[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}\z")]
    private static partial Regex Form();
}
