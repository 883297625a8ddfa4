namespace Cake.Frosting.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_is_the_part_of_the_packages_api_that_we_use() =>
        Golden.Matches("Cake.Frosting.api.txt", PublicApi.Of(typeof(CakeHost).Assembly));
}
