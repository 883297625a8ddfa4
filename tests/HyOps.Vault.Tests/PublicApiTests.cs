using HyOps.Testing;

namespace HyOps.Vault.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_verified_one() =>
        Golden.Matches("HyOps.Vault.api.txt", PublicApi.Of(typeof(AnsibleVaultEnvelope).Assembly));
}
