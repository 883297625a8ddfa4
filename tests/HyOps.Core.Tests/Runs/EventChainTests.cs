using System.Text.Json.Nodes;
using HyOps.Core.Runs;

namespace HyOps.Core.Tests.Runs;

public sealed class EventChainTests
{
    private readonly EventChain chain = new();
    private readonly List<string> lines = [];

    public EventChainTests()
    {
        for (var i = 0; i < 4; i++)
        {
            lines.Add(chain.Append(new JsonObject { ["event"] = $"e{i}" }));
        }
    }

    [Fact]
    public void A_chain_that_nobody_touched_holds() =>
        Assert.Null(EventChain.FindBreak(lines, chain.Head));

    [Fact]
    public void The_first_event_follows_the_beginning() =>
        Assert.Contains($"\"seq\":1,\"prev\":\"{EventChain.Beginning}\"", lines[0], StringComparison.Ordinal);

    [Fact]
    public void A_changed_event_breaks_the_one_after_it()
    {
        lines[1] = lines[1].Replace("e1", "eX", StringComparison.Ordinal);

        Assert.StartsWith("line 3:", EventChain.FindBreak(lines, chain.Head), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_last_event_is_found_by_the_head()
    {
        lines[^1] = lines[^1].Replace("e3", "eX", StringComparison.Ordinal);

        Assert.NotNull(EventChain.FindBreak(lines, chain.Head));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_removed_event_is_found(int index)
    {
        lines.RemoveAt(index);

        Assert.NotNull(EventChain.FindBreak(lines, chain.Head));
    }

    [Fact]
    public void Reordered_events_are_found()
    {
        (lines[1], lines[2]) = (lines[2], lines[1]);

        Assert.StartsWith("line 2:", EventChain.FindBreak(lines, chain.Head), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    public void A_line_that_is_no_event_is_found(string line)
    {
        lines[0] = line;

        Assert.Equal("line 1: not a JSON object", EventChain.FindBreak(lines, chain.Head));
    }
}
