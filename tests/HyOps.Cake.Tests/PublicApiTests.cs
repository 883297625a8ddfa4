namespace HyOps.Cake.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_verified_one() =>
        Golden.Matches("HyOps.Cake.api.txt", PublicApi.Of(typeof(HyOpsContext).Assembly));
}
