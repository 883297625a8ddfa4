using System.Collections.Frozen;
using HyOps.Core.Secrets;

namespace HyOps.Core.Redaction;

/// <summary>
/// Which values can be masked at all. A secret <c>a</c> or <c>true</c> would black out the log, tell by its gaps what it is, and make
/// commands with a harmless argument be refused. Such a value is no secret in effect; contracts warn about it.
/// </summary>
public static class MaskPolicy
{
    /// <summary>
    /// The fewest characters of a masked value. Four random characters occur by chance once in 16 million places; three, in every larger log.
    /// </summary>
    public const int MinimumLength = 4;

    private const int ShortestNumber = 6;
    private const int LongestRepetition = 16;

    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "true", "false", "null", "none", "undefined", "default", "enabled", "disabled", "localhost", "127.0.0.1", "0.0.0.0", "root", "admin",
        "user", "username", "password", "secret", "token", "test", "example", "ubuntu", "debian", "http", "https", "text", "json", "yaml");

    /// <summary>Whether the value is masked, and why not.</summary>
    /// <param name="value">A secret.</param>
    public static MaskVerdict Judge(SecretValue value) => Judge(value.Reveal());

    internal static MaskVerdict Judge(string text) => text switch
    {
        "" => MaskVerdict.Empty,
        _ when text.AsSpan().Trim().Length < MinimumLength => MaskVerdict.TooShort,
        _ when Words.Contains(text.Trim()) => MaskVerdict.TooCommon,
        { Length: < ShortestNumber } when text.All(char.IsAsciiDigit) => MaskVerdict.TooCommon,
        { Length: < LongestRepetition } when text.All(character => character == text[0]) => MaskVerdict.TooCommon,
        _ => MaskVerdict.Masked,
    };
}
