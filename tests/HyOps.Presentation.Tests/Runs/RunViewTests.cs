using HyOps.Presentation.Runs;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.Runs;

public sealed class RunViewTests
{
    [Theory]
    [InlineData(true, true, null, typeof(LiveRunView))]
    [InlineData(true, true, "true", typeof(PlainRunView))]
    [InlineData(true, false, null, typeof(PlainRunView))]
    [InlineData(false, false, null, typeof(PlainRunView))]
    public void The_live_view_is_for_terminals_with_colours_outside_CI(bool isTerminal, bool color, string? ci, Type expected)
    {
        using var world = new TestWorld();
        var surroundings = world.Surroundings(new Dictionary<string, string?>(StringComparer.Ordinal) { ["CI"] = ci });
        surroundings = surroundings with { Terminal = surroundings.Terminal with { ErrorIsTerminal = isTerminal, Color = color } };

        using var view = RunView.For(surroundings);

        Assert.IsType(expected, view);
    }
}
