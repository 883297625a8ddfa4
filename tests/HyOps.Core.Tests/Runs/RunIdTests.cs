using HyOps.Core.Runs;

namespace HyOps.Core.Tests.Runs;

public sealed class RunIdTests
{
    [Fact]
    public void An_id_names_the_verb_the_time_and_eight_random_digits()
    {
        var id = RunId.Create("steady-state", new StoppedClock());

        Assert.Matches("^steady-state-20261122T030405Z-[0-9a-f]{8}$", id.Value);
        Assert.Equal("steady-state", id.Verb);
    }

    [Theory]
    [InlineData("")]
    [InlineData("bootstrap")]
    [InlineData("../../etc-20261122T030405Z-00000000")]
    [InlineData("bootstrap-20261122T030405Z-0000000G")]
    public void What_is_no_id_is_not_taken_for_one(string text) =>
        Assert.False(RunId.TryParse(text, out _));

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 3, 4, 5, TimeSpan.Zero);
    }
}
