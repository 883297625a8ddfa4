using HyOps.Core.Preflight;
using HyOps.Engine.Preflight;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Tests.Preflight;

public sealed class DiskSpaceCheckTests
{
    [Theory]
    [InlineData(10, CheckStatus.Failed)]
    [InlineData(100, CheckStatus.Warning)]
    [InlineData(5000, CheckStatus.Ok)]
    public async Task Little_room_is_said_before_a_run_finds_out(long mebibytes, CheckStatus status)
    {
        var check = new DiskSpaceCheck(new RuntimeRoot("/no such root/of a test"), directory => directory == "/" ? mebibytes * 1024 * 1024 : 0);

        var result = await check.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(status, result.Status);
        Assert.StartsWith($"{mebibytes} MiB free at /", result.Detail, StringComparison.Ordinal);
    }
}
