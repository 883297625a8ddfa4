using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Tests.Screens;

public sealed class ElapsedTests
{
    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(0.44, "0.4 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(59.97, "1 min 00 s")]
    [InlineData(65, "1 min 05 s")]
    [InlineData(3720, "1 h 02 min")]
    [InlineData(93_600, "26 h 00 min")]
    public void A_duration_is_short(double seconds, string words) => Assert.Equal(words, Elapsed.Of(TimeSpan.FromSeconds(seconds)));
}
