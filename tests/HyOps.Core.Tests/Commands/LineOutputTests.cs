using System.Text;
using HyOps.Core.Commands;

namespace HyOps.Core.Tests.Commands;

public sealed class LineOutputTests
{
    [Theory]
    [InlineData("one\ntwo\n", "one|two")]
    [InlineData("one\r\n\r\ntwo", "one||two")]
    [InlineData("\n\none", "||one")]
    [InlineData("10%\r20%\r\rdone\n", "10%|20%|done")]
    [InlineData("äöü €\n", "äöü €")]
    [InlineData("", "")]
    public void Lines_come_out_alike_however_the_bytes_are_cut(string text, string expected)
    {
        Assert.All(Enumerable.Range(1, 9), chunk => Assert.Equal(expected, string.Join('|', Split(Encoding.UTF8.GetBytes(text), chunk))));
    }

    [Fact]
    public void A_line_that_is_too_long_is_cut_and_says_so()
    {
        Assert.Equal(["0123456789 … (5 more bytes)", "next"], Split("0123456789abcde\nnext\n"u8.ToArray(), 4, longest: 10));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_replaced()
    {
        Assert.Equal(["a\uFFFDb"], Split([(byte)'a', 0xFF, (byte)'b', (byte)'\n'], 1));
    }

    [Theory]
    [InlineData("\e[1;31mred\e[0m", "red")]
    [InlineData("\e]0;title\atext", "text")]
    [InlineData("\e]52;c;aGk=\e\\text", "text")]
    [InlineData("\ePq#0\e\\text", "text")]
    [InlineData("a\e[2Jb\e[10;10Hc\e(Bd\eMe", "abcde")]
    [InlineData("bell\a back\b nul\0 c1\u009b31mx", "bell back nul c1x")]
    [InlineData("tab\tstays", "tab\tstays")]
    [InlineData("abc\u202Edcba\u202C", "abcdcba")]
    [InlineData("cut \e[", "cut ")]
    public void What_a_terminal_would_act_on_is_taken_out(string text, string clean)
    {
        Assert.Equal(clean, TerminalText.Clean(text));
    }

    [Fact]
    public void The_two_streams_do_not_mix()
    {
        var lines = new List<string>();
        var output = new LineOutput((stream, line) => lines.Add($"{stream}: {line}"));

        output.Write(OutputStream.StandardOutput, "out "u8);
        output.Write(OutputStream.StandardError, "err\n"u8);
        output.Write(OutputStream.StandardOutput, "put\n"u8);
        output.Complete();

        Assert.Equal(["StandardError: err", "StandardOutput: out put"], lines);
    }

    [Fact]
    public void A_tee_gives_all_to_each()
    {
        var (left, right) = (new List<string>(), new List<string>());
        var output = new TeeOutput(new LineOutput((_, line) => left.Add(line)), new LineOutput((_, line) => right.Add(line)));

        output.Write(OutputStream.StandardOutput, "one\n"u8);

        Assert.Equal(["one"], left);
        Assert.Equal(["one"], right);
    }

    private static List<string> Split(byte[] bytes, int chunk, int longest = LineOutput.DefaultLongestLine)
    {
        var lines = new List<string>();
        var output = new LineOutput((_, line) => lines.Add(line), longest);
        foreach (var part in bytes.Chunk(chunk))
        {
            output.Write(OutputStream.StandardOutput, part);
        }

        output.Complete();
        return lines;
    }
}
