using System.Collections.Immutable;
using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;

namespace HyOps.Core.Tests.Environments;

public sealed class StepOrderTests
{
    [Fact]
    public void Every_step_comes_after_what_it_needs_and_ties_stay_as_written()
    {
        var ordering = StepOrder.Of([Step("d", "b", "c"), Step("b", "a"), Step("c", "a"), Step("a"), Step("e")]);

        Assert.Equal(["a", "b", "c", "d", "e"], ordering.Order);
        Assert.Empty(ordering.Cycle);
    }

    [Fact]
    public void A_cycle_is_named_as_a_path_without_what_only_leads_to_it()
    {
        var ordering = StepOrder.Of([Step("x", "a"), Step("a", "b"), Step("b", "c"), Step("c", "a")]);

        Assert.Empty(ordering.Order);
        Assert.Equal(["a", "b", "c", "a"], ordering.Cycle);
    }

    [Fact]
    public void A_step_that_needs_itself_is_a_cycle() =>
        Assert.Equal(["a", "a"], StepOrder.Of([Step("a", "a")]).Cycle);

    [Fact]
    public void A_chain_of_many_thousand_steps_is_ordered()
    {
        var steps = Enumerable.Range(0, 50_000).Select(index => index == 0 ? Step("0") : Step($"{index}", $"{index - 1}")).Reverse().ToList();

        Assert.Equal("49999", StepOrder.Of(steps).Order[^1]);
    }

    [Theory]
    [InlineData("nedes", "needs")]
    [InlineData("Needs", "needs")]
    [InlineData("prot", "port")]
    [InlineData("zzz", null)]
    public void The_nearest_word_is_suggested(string word, string? meant) =>
        Assert.Equal(meant, Suggestion.For(word, ["id", "module", "needs", "port"]));

    private static KeyValuePair<string, ImmutableArray<string>> Step(string id, params string[] needs) => new(id, [.. needs]);
}
