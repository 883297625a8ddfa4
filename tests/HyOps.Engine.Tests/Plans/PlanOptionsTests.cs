using HyOps.Core;
using HyOps.Engine.Plans;

namespace HyOps.Engine.Tests.Plans;

public sealed class PlanOptionsTests
{
    public static TheoryData<PlanOptions, string> Unfit => new()
    {
        { new PlanOptions { PlanOnly = true, Apply = "x", ApprovedBy = "n" }, "--plan-only makes a plan and --apply-plan applies one" },
        { new PlanOptions { ApprovedBy = "n" }, "--approve approves a plan" },
        { new PlanOptions { Apply = "x" }, "needs the name of the person who approved" },
        { new PlanOptions { Apply = "x", ApprovedBy = "  " }, "needs the name of the person who approved" },
        { new PlanOptions { Apply = "x", ApprovedBy = "a\nb" }, "needs the name of the person who approved" },
        { new PlanOptions { Expires = "4h" }, "--plan-expires is for a plan that is made" },
        { new PlanOptions { PlanOnly = true, Expires = "0h" }, "is no time" },
        { new PlanOptions { PlanOnly = true, Expires = "31d" }, "is no time" },
        { new PlanOptions { PlanOnly = true, Expires = "soon" }, "is no time" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void What_does_not_go_together_is_refused_with_a_next_step(PlanOptions options, string message)
    {
        var refused = Assert.Throws<HyOpsException>(() => options.Require(destroys: false));

        Assert.Equal(ExitCode.OperatorError, refused.ExitCode);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.NotNull(refused.NextStep);
    }

    [Fact]
    public void What_is_removed_is_not_sealed() =>
        Assert.Contains("is not sealed", Assert.Throws<HyOpsException>(() => new PlanOptions { PlanOnly = true }.Require(destroys: true)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(null, 24 * 60)]
    [InlineData("30m", 30)]
    [InlineData("4h", 240)]
    [InlineData("2d", 2880)]
    public void A_lifetime_is_minutes_hours_or_days(string? text, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), new PlanOptions { PlanOnly = true, Expires = text }.Lifetime);

    [Fact]
    public void All_differences_are_told_at_once_and_several_of_a_kind_in_one_line()
    {
        PlanBinding[] then = [new(PlanParts.Commit, null, null, "aaa"), new(PlanParts.Input, "net", "cidr", "1"), new(PlanParts.Input, "net", "name", "2"), new(PlanParts.Stack, "net", null, "3"), new(PlanParts.Tool, "net", null, "terraform 1.11.5")];
        PlanBinding[] now = [new(PlanParts.Commit, null, null, "bbb"), new(PlanParts.Input, "net", "cidr", "9"), new(PlanParts.Input, "net", "size", "2"), new(PlanParts.Stack, "net", null, "3"), new(PlanParts.Tool, "net", null, "terraform 1.11.4")];

        Assert.Empty(PlanDifferences.Of(then, then));
        Assert.Equal(
            ["the commit is bbb, the plan was made at aaa", "the inputs of step net changed: cidr, name, size", "step net: its tool is terraform 1.11.4, the plan was made with terraform 1.11.5"],
            PlanDifferences.Of(then, now));
    }
}
