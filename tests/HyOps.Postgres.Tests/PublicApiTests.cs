using HyOps.Testing;

namespace HyOps.Postgres.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_verified_one() =>
        Golden.Matches("HyOps.Postgres.api.txt", PublicApi.Of(typeof(PostgresLeaseProvider).Assembly));
}
