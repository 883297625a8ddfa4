using System.Collections.Frozen;
using HyOps.Core.Secrets;

namespace HyOps.Core.Redaction;

/// <summary>
/// Which values can be masked at all. A secret <c>a</c> or <c>true</c> would black out the log, tell by its gaps what it is, and make
/// commands with a harmless argument be refused. Such a value is no secret in effect: whoever registers it is told its name.
/// </summary>
public static class MaskPolicy
{
    /// <summary>
    /// The fewest characters of a masked value. Four random characters occur by chance once in 16 million places; three, in every larger log.
    /// </summary>
    public const int MinimumLength = 4;

    /// <summary>From so many characters on a value is masked wherever it stands; a shorter one, where no letter or digit touches it.</summary>
    public const int AnywhereLength = 8;

    private const int ShortestNumber = 6;
    private const int LongestRepetition = 16;
    private const int LeastDifferent = 3;

    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "true", "false", "null", "none", "undefined", "default", "enabled", "disabled", "localhost", "127.0.0.1", "0.0.0.0", "root", "admin",
        "user", "username", "password", "secret", "token", "test", "example", "ubuntu", "debian", "http", "https", "text", "json", "yaml",
        "changed", "failed", "skipped", "running", "terraform", "ansible", "packer", "hyops", "error", "warning", "info", "debug", "name", "value",
        "local", "prod", "production", "nonprod", "drill", "dev", "stage", "staging", "apply", "plan", "state", "host", "port", "file", "path");

    /// <summary>Whether the value is masked, and why not.</summary>
    /// <param name="value">A secret.</param>
    public static MaskVerdict Judge(SecretValue value) => Judge(value.Reveal());

    /// <summary>Whether anything is masked by that verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public static bool IsMasked(MaskVerdict verdict) => verdict is MaskVerdict.Masked or MaskVerdict.MaskedAsWord;

    /// <summary>Why a value is named that is not masked everywhere, for people.</summary>
    public const string WhyNotEverywhere = "too short or too common to be hidden wherever it stands in output";

    /// <summary>The names of values that are not masked wherever they stand.</summary>
    /// <param name="secrets">Values with their names.</param>
    public static IEnumerable<SecretName> NotMaskedEverywhere(SecretBundle secrets) =>
        secrets.Secrets.Where(pair => Judge(pair.Value) is not (MaskVerdict.Masked or MaskVerdict.Empty)).Select(pair => pair.Key);

    internal static MaskVerdict Judge(string text) => text switch
    {
        "" => MaskVerdict.Empty,
        _ when text.AsSpan().Trim().Length < MinimumLength => MaskVerdict.TooShort,
        _ when Words.Contains(text.Trim()) => MaskVerdict.TooCommon,
        { Length: < ShortestNumber } when text.All(char.IsAsciiDigit) => MaskVerdict.TooCommon,
        { Length: < LongestRepetition } when text.Trim().Distinct().Count() < LeastDifferent => MaskVerdict.TooCommon,
        { Length: < AnywhereLength } => MaskVerdict.MaskedAsWord,
        _ => MaskVerdict.Masked,
    };
}
