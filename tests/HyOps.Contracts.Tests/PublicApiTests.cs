using HyOps.Contracts.Projects;
using HyOps.Testing;

namespace HyOps.Contracts.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_verified_one() =>
        Golden.Matches("HyOps.Contracts.api.txt", PublicApi.Of(typeof(ContractValidator).Assembly));
}
