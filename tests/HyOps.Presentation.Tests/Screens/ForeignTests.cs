using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Tests.Screens;

public sealed class ForeignTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\e[1;31mred\e[0m", "red")]
    [InlineData("\e]0;title\adone", "done")]
    [InlineData("\e]8;;http://x\e\\link\e]8;;\e\\", "link")]
    [InlineData("a\nb", "a b")]
    [InlineData("a\tb", "a    b")]
    [InlineData("a\0b\u0007c\u009bd", "abcd")]
    [InlineData("abc\u202egfe", "abcgfe")]
    [InlineData("[red]x[/]", "[red]x[/]")]
    [InlineData("👩‍🚀", "👩‍🚀")]
    [InlineData("\e", "")]
    public void A_line_has_nothing_that_moves_the_cursor(string text, string shown) => Assert.Equal(shown, Foreign.Line(text));

    [Fact]
    public void Lines_keep_their_ends_whatever_they_are() => Assert.Equal(["a", "b", "", "c"], Foreign.Lines("a\r\nb\n\nc\n\n"));
}
