using HyOps.Presentation.Runs;
using HyOps.Testing;

namespace HyOps.Presentation.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_verified_one() =>
        Golden.Matches("HyOps.Presentation.api.txt", PublicApi.Of(typeof(RunView).Assembly));
}
