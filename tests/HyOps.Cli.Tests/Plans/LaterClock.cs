namespace HyOps.Cli.Tests.Plans;

/// <summary>The time of the world, some time later.</summary>
/// <param name="by">How much later.</param>
internal sealed class LaterClock(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}
