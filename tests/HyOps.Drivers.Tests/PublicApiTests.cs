using HyOps.Drivers.Processes;
using HyOps.Testing;

namespace HyOps.Drivers.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_verified_one() =>
        Golden.Matches("HyOps.Drivers.api.txt", PublicApi.Of(typeof(ProcessCommandRunner).Assembly));
}
