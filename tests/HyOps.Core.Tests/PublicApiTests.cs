using HyOps.Testing;

namespace HyOps.Core.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_verified_one() =>
        Golden.Matches("HyOps.Core.api.txt", PublicApi.Of(typeof(HyOpsException).Assembly));
}
