using HyOps.Cake.Hosting;

namespace HyOps.Cake.Tests;

public sealed class SuggestionTests
{
    private static readonly string[] Known = ["env", "target", "Bootstrap", "DR", "SteadyState"];

    [Theory]
    [InlineData("evn", "env")]
    [InlineData("enviro", null)]
    [InlineData("taget", "target")]
    [InlineData("BOOTSTRAP", "Bootstrap")]
    [InlineData("botstrap", "Bootstrap")]
    [InlineData("steady-state", "SteadyState")]
    [InlineData("dr", "DR")]
    [InlineData("completely-else", null)]
    [InlineData("", null)]
    public void The_nearest_word_is_suggested_and_a_far_one_is_not(string typed, string? expected)
    {
        Assert.Equal(expected, Suggestion.For(typed, Known));
    }
}
