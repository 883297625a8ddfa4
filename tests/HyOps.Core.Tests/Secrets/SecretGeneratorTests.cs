using HyOps.Core.Secrets;

namespace HyOps.Core.Tests.Secrets;

public sealed class SecretGeneratorTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(40)]
    [InlineData(64)]
    public void A_secret_has_its_length_and_letters_and_digits_only(int length)
    {
        var text = SecretGenerator.Generate(length).Reveal();

        Assert.Equal(length, text.Length);
        Assert.All(text, character => Assert.True(char.IsAsciiLetterOrDigit(character)));
    }

    [Fact]
    public void Every_character_of_the_alphabet_comes_about_equally_often()
    {
        var counts = SecretGenerator.Generate(620_000).Reveal().GroupBy(character => character).ToDictionary(group => group.Key, group => group.Count());

        // 10,000 of each are expected with a deviation of 99; a remainder of 256 by 62 would give some 25 % more to eight of them.
        Assert.Equal(SecretGenerator.Alphabet.Order(), counts.Keys.Order());
        Assert.All(counts.Values, count => Assert.InRange(count, 9_200, 10_800));
    }

    [Fact]
    public void Two_secrets_differ()
    {
        Assert.NotEqual(SecretGenerator.Generate(16), SecretGenerator.Generate(16));
    }

    [Fact]
    public void A_short_one_is_not_made()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SecretGenerator.Generate(15));
    }
}
