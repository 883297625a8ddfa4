using System.Net;
using System.Text;
using System.Text.Json;

namespace HyOps.Core.Tests.Redaction;

/// <summary>Forms that other programs write: each must be hidden however the stream is cut.</summary>
public sealed class EncodedTests
{
    private const string Plain = "Zq8vT3mK1pXw7Rb5-sixty-four-characters-would-be-more-than-enough-for-it";
    private const string Odd = "p@ss/w\"ö rd'<&>\\+=~$x`%end";
    private const string Lines = "first line of it\nsecond line/of \"it\"\nlast";

    public static TheoryData<string, string> Written { get; } = new()
    {
        { Plain, string.Join("\e[0m", Plain.Chunk(5).Select(part => new string(part))) },
        { Plain, string.Join("\e]8;;https://example.org\e\\", Plain.Chunk(9).Select(part => new string(part))) },
        { Odd, Odd.Insert(4, "\e[1;31m").Insert(2, "\0") },
        { Odd, "p%40ss%2Fw%22%c3%B6%20rd'%3C%26%3e\\%2B=~$x`%25end" },
        { Odd, WebUtility.UrlEncode(Odd) },
        { Odd, string.Concat(Encoding.UTF8.GetBytes(Odd).Select(value => $"%{value:x2}")) },
        { Odd, WebUtility.HtmlEncode(Odd) },
        { Odd, string.Concat(Odd.Select(character => $"&#{(int)character};")) },
        { Odd, string.Concat(Odd.Select(character => $"&#x{(int)character:X};")) },
        { Odd, "p@ss/w&#34;&#xF6; rd&apos;&lt;&amp;&gt;\\+=~$x`%end" },
        { Odd, JsonSerializer.Serialize(Odd)[1..^1] },
        { Odd, string.Concat(Odd.Select(character => $"\\u{(int)character:x4}")) },
        { Odd, string.Concat(Encoding.UTF8.GetBytes(Odd).Select(value => $"\\x{value:X2}")) },
        { Odd, @"p@ss/w""\303\266 rd\'<&>\\+=~$x`%end" },
        { Odd, @"p\@ss\/w\""ö\ rd\'\<\&\>\\+=\~\$x\`%end" },
        { Odd, "p@ss/w`\"ö rd'<&>\\+=~`$x``%end" },
        { Odd, "p@ss/w\"\"ö rd'<&>\\+=~$x`%end" },
        { Odd, "p@ss/w\"ö rd''<&>\\+=~$x`%end" },
        { Plain, Wrapped(64, "\n") },
        { Plain, Wrapped(76, "\r\n") },
        { Plain, Wrapped(40, "\n    ") },
        { Plain, Wrapped(64, @"\n") },
        { Plain, Convert.ToBase64String(Encoding.Unicode.GetBytes(Plain)) },
        { Lines, Lines.Replace("\n", "\r\n", StringComparison.Ordinal) },
        { Lines, JsonSerializer.Serialize(Lines)[1..^1] },
        { Lines, Lines.Replace("\n", @"\r\n", StringComparison.Ordinal) },
        { Lines, Lines.Replace("\n", "`n", StringComparison.Ordinal).Replace("\"", "`\"", StringComparison.Ordinal) },
    };

    public static TheoryData<string, string> Hexadecimal { get; } = new()
    {
        { "", "x2" }, { "", "X2" }, { ":", "x2" }, { ":", "X2" }, { " ", "x2" }, { "-", "X2" }, { ", 0x", "x2" }, { ",0x", "X2" },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void What_other_programs_write_is_hidden(string secret, string written)
    {
        var set = MaskedStream.Set(secret);

        Assert.All(Enumerable.Range(1, 30).Append(10_000), chunk => Assert.Equal("[***]", MaskedStream.Mask(set, $"[{written}]", chunk)));
    }

    [Theory]
    [MemberData(nameof(Hexadecimal))]
    public void Hexadecimal_is_hidden_with_every_separator_and_in_both_cases(string separator, string digits)
    {
        var written = string.Join(separator, Encoding.UTF8.GetBytes(Odd).Select((value, index) => value.ToString(index == 3 ? "x2" : digits, System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal("[***]", MaskedStream.Mask(MaskedStream.Set(Odd), $"[{written}]", 7));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Utf_16_is_hidden_in_both_byte_orders(int order)
    {
        var encoding = order == 0 ? Encoding.Unicode : Encoding.BigEndianUnicode;

        foreach (var written in new[] { Odd, Lines, JsonSerializer.Serialize(Plain) })
        {
            var masked = MaskedStream.Mask(MaskedStream.Set(Odd, Lines, Plain), encoding.GetBytes(written), 5);
            Assert.True(masked.Length <= 10, Convert.ToHexString(masked));
        }
    }

    [Theory]
    [InlineData("k3y!", "pin k3y! end", "pin *** end")]
    [InlineData("k3y!", "pin=k3y!", "pin=***")]
    [InlineData("k3yz", "monk3yz and k3yzebra", "monk3yz and k3yzebra")]
    [InlineData("k3yz", "\e[31mk3yz\e[0m", "\e[31m***\e[0m")]
    [InlineData("k3yz", "{\\\"pin\\\":\\\"k3yz\\\"}", "{\\\"pin\\\":\\\"***\\\"}")]
    [InlineData("k3yz", "k3yz", "***")]
    public void A_short_value_is_hidden_as_a_word_of_its_own(string secret, string text, string masked)
    {
        var set = MaskedStream.Set(secret);

        Assert.All(Enumerable.Range(1, 30), chunk => Assert.Equal(masked, MaskedStream.Mask(set, text, chunk)));
    }

    [Theory]
    [InlineData("\n", "terraform_data.leak (local-exec): ")]
    [InlineData("\r\n", "    null.image: ")]
    [InlineData("\n", "web-1  | ")]
    public void Encoded_lines_are_joined_behind_what_a_tool_puts_before_each_of_them(string lineEnd, string prefix)
    {
        var set = MaskedStream.Set(Plain);
        var text = $"{prefix}begins{lineEnd}{prefix}value: {Wrapped(40, lineEnd + prefix)}{lineEnd}{prefix}ends";

        Assert.All(Enumerable.Range(1, 60).Append(10_000), chunk => Assert.Equal($"{prefix}begins{lineEnd}{prefix}value: ***{lineEnd}{prefix}ends", MaskedStream.Mask(set, text, chunk)));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n  ")]
    [InlineData("\n│ ")]
    [InlineData("\e[31m\n│ \e[0m")]
    public void A_value_with_blanks_is_hidden_where_a_message_was_broken_at_one(string lineEnd)
    {
        const string phrase = "correct horse \"battery\" staple";
        var set = MaskedStream.Set(phrase);
        foreach (var written in new[] { phrase, JsonSerializer.Serialize(phrase)[1..^1], WebUtility.HtmlEncode(phrase) })
        {
            foreach (var at in Enumerable.Range(0, written.Length).Where(at => written[at] == ' '))
            {
                var broken = $"failed with {written[..at]}{lineEnd}{written[(at + 1)..]}\n";
                Assert.All(Enumerable.Range(1, 30).Append(10_000), chunk => Assert.Equal("failed with ***\n", MaskedStream.Mask(set, broken, chunk)));
            }
        }
    }

    [Fact]
    public void Words_lines_and_numbers_of_a_log_are_not_joined_into_secrets()
    {
        const string log = "Apply complete! Resources: 3 added\n\nterraform_data.network\nterraform_data.disk[0]: Creation complete\n100% done\nhttps://a/b%20c&amp;d\\n";

        Assert.Equal(log, MaskedStream.Mask(MaskedStream.Set(Plain, Odd, Lines, "k3yz"), log, 3));
    }

    private static string Wrapped(int width, string lineEnd) =>
        string.Join(lineEnd, Convert.ToBase64String(Encoding.UTF8.GetBytes(Plain)).Chunk(width).Select(line => new string(line)));
}
