using System.Net;
using System.Text;
using System.Text.Json;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;

namespace HyOps.Core.Tests.Redaction;

public sealed class FormTests
{
    private const string Secret = "p@ss/w\"ö rd'<&>\\+=~$x";
    private const string Plain = "Zq8vT3mK1pXw7Rb5";
    private const string Lines = "first line of it\nsecond line/of \"it\"\nend";

    public static TheoryData<string, string> Written { get; } = new()
    {
        { Secret, Secret },
        { Secret, Uri.EscapeDataString(Secret) },
        { Secret, Uri.EscapeDataString(Secret).Replace("%C3%B6", "%c3%b6", StringComparison.Ordinal).Replace("%2F", "%2f", StringComparison.Ordinal).Replace("%3C", "%3c", StringComparison.Ordinal).Replace("%3E", "%3e", StringComparison.Ordinal).Replace("%5C", "%5c", StringComparison.Ordinal).Replace("%2B", "%2b", StringComparison.Ordinal).Replace("%3D", "%3d", StringComparison.Ordinal) },
        { Secret, WebUtility.UrlEncode(Secret) },
        { Secret, JsonSerializer.Serialize(Secret)[1..^1] },
        { Secret, @"p@ss/w\""ö rd'<&>\\+=~$x" },
        { Secret, @"p@ss\/w\""ö rd'<&>\\+=~$x" },
        { Secret, @"p@ss/w\""\u00f6 rd'<&>\\+=~$x" },
        { Secret, @"p@ss\/w\""\u00F6 rd'<&>\\+=~$x" },
        { Secret, @"p@ss/w\""ö rd'\u003c\u0026\u003e\\+=~$x" },
        { Secret, @"p@ss/w\\\""ö rd'<&>\\\\+=~$x" },
        { Secret, WebUtility.HtmlEncode(Plain + Secret)[Plain.Length..].Replace("&#246;", "ö", StringComparison.Ordinal) },
        { Secret, @"p@ss/w""ö rd'\''<&>\+=~$x" },
        { Secret, @"p@ss/w""ö rd'""'""'<&>\+=~$x" },
        { Secret, @"p@ss/w\""ö rd'<&>\\+=~\$x" },
        { Secret, @"p@ss/w""ö rd''<&>\+=~$x" },
        { Secret, Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)) },
        { Secret, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)) },
        { Secret, Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)) },
        // One that begins with a letter in hex, in either case.
        { "élan-9!", "C3A96C616E2D3921" },
        { "élan-9!", "c3a96c616e2d3921" },
        { Plain, Convert.ToBase64String(Encoding.UTF8.GetBytes(Plain)) },
        { Plain, Convert.ToBase64String(Encoding.UTF8.GetBytes(Plain)).TrimEnd('=') },
        { "~~~???>>>~~~", "fn5-Pz8_Pj4-fn5-" },
        { "${a}%{b}0", "$${a}%%{b}0" },
        { Lines, Lines },
        { Lines, Lines.Replace("\n", "\r\n", StringComparison.Ordinal) },
        { Lines, Lines.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) },
        { Lines, "second line/of \"it\"" },
        { "  spaced out  \n", "spaced out" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Each_form_becomes_three_stars_however_the_stream_is_cut(string secret, string written)
    {
        var set = MaskedStream.Set(secret);
        var text = $"[{written}]";

        Assert.All(Enumerable.Range(1, 40).Append(text.Length), chunk => Assert.Equal("[***]", MaskedStream.Mask(set, text, chunk)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("u")]
    [InlineData("us")]
    [InlineData("user:")]
    public void Base64_of_a_longer_text_hides_the_secret_at_every_shift(string before)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Plain + "tail"));

        var masked = MaskedStream.Mask(MaskedStream.Set(Plain), encoded, 3);

        // No more than the characters that share bits with the neighbours are left: 8 in front of and behind the secret.
        Assert.Contains("***", masked, StringComparison.Ordinal);
        Assert.True(masked.Length <= ((before.Length + 2) * 4 / 3) + 3 + 9, masked);
    }

    [Fact]
    public void Every_line_of_a_long_value_is_masked_alone_but_not_what_all_keys_share()
    {
        const string key = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw\nggSjAgEAAoIBAQC7VJTUt9Us8cKj\n-----END PRIVATE KEY-----\n";

        var masked = MaskedStream.Mask(MaskedStream.Set(key), "  ggSjAgEAAoIBAQC7VJTUt9Us8cKj\n-----BEGIN PRIVATE KEY-----");

        Assert.Equal("  ***\n-----BEGIN PRIVATE KEY-----", masked);
    }

    [Theory]
    [InlineData("", MaskVerdict.Empty)]
    [InlineData("abc", MaskVerdict.TooShort)]
    [InlineData(" a  ", MaskVerdict.TooShort)]
    [InlineData("True", MaskVerdict.TooCommon)]
    [InlineData("5432", MaskVerdict.TooCommon)]
    [InlineData("xxxxxxxx", MaskVerdict.TooCommon)]
    [InlineData("k3y!", MaskVerdict.MaskedAsWord)]
    [InlineData("123456", MaskVerdict.MaskedAsWord)]
    [InlineData("12345678", MaskVerdict.Masked)]
    [InlineData("ababababab", MaskVerdict.TooCommon)]
    public void Short_and_everyday_values_are_reported_and_never_masked(string value, MaskVerdict verdict)
    {
        var masker = new Masker();
        masker.Register([SecretValue.From(value)]);

        Assert.Equal(verdict, MaskPolicy.Judge(SecretValue.From(value)));
        Assert.Equal(verdict is MaskVerdict.Masked or MaskVerdict.Empty ? 0 : 1, masker.ShortValues.Count);
        Assert.Equal(MaskPolicy.IsMasked(verdict) ? "<***>" : $"<{value}>", masker.Mask($"<{value}>"));
    }
}
