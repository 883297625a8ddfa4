using HyOps.Testing;

namespace HyOps.Azure.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_verified_one() =>
        Golden.Matches("HyOps.Azure.api.txt", PublicApi.Of(typeof(AzureKeyVaultProvider).Assembly));
}
