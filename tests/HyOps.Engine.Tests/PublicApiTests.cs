using HyOps.Testing;

namespace HyOps.Engine.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_verified_one() =>
        Golden.Matches("HyOps.Engine.api.txt", PublicApi.Of(typeof(EngineServices).Assembly));
}
