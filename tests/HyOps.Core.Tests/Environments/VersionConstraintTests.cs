using HyOps.Core.Environments;

namespace HyOps.Core.Tests.Environments;

public sealed class VersionConstraintTests
{
    [Theory]
    [InlineData(">=1.6 <2", "1.11.4", true)]
    [InlineData(">=1.6 <2", "2.0.0", false)]
    [InlineData(">=1.6,<2", "1.5.9", false)]
    [InlineData("1.6.6", "1.6.6", true)]
    [InlineData("=1.6", "1.6.0", true)]
    [InlineData("!=1.6.1", "1.6.1", false)]
    [InlineData("> 1.6", "1.7", true)]
    [InlineData(">=2", "2.14.18", true)]
    public void All_comparisons_must_hold(string text, string version, bool allowed)
    {
        Assert.True(VersionConstraint.TryParse(text, out var constraint));
        Assert.Equal(allowed, constraint.Allows(Version.Parse(version)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("~>1.6")]
    [InlineData(">=")]
    [InlineData("latest")]
    [InlineData(">=1.6 <")]
    [InlineData("-1")]
    [InlineData(">=99999999999")]
    public void What_is_no_constraint_is_refused(string? text) => Assert.False(VersionConstraint.TryParse(text, out _));
}
