using System.Text;
using HyOps.Contracts.SecretMaps;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Testing.Fuzzing;

namespace HyOps.Contracts.Tests;

/// <summary>Damaged secret maps give documented problems, and nothing of a row is repeated in them.</summary>
public sealed class SecretMapFuzzTests
{
    [Theory(Timeout = 60_000)]
    [InlineData(AuthoritySettings.AzureKeyVault, 4)]
    [InlineData(AuthoritySettings.HashiCorpVault, 5)]
    public Task Damaged_secret_maps(string kind, int seed) => Task.Run(
        () =>
        {
            var fuzz = new ParserFuzz("secret map", input => Parse(input, kind), _ => false) { Pieces = ["scope,ENV_KEY,SECRET_NAME", ",", "@", "all", "app", "/", "# ", "APP_"] }
                .With("scope,ENV_KEY,SECRET_NAME\n# rows\napp,APP_DB_PASSWORD,app-db-password\napp,APP_TOKEN,app-token@0123456789abcdef0123456789abcdef\nops,X,team/x#field@3\n");

            fuzz.Run(10_000, seed, TestContext.Current.CancellationToken);
        },
        TestContext.Current.CancellationToken);

    private static void Parse(byte[] input, string kind)
    {
        var problems = new ProblemList();
        var map = SecretMapReader.Parse(Encoding.UTF8.GetString(input), "map.csv", kind, "app", problems);

        Assert.All(map.Rows, row => Assert.Equal("app", row.Value.Scope));
        foreach (var problem in problems.ToImmutable())
        {
            Assert.NotNull(ProblemCodes.Find(problem.Code));
            Assert.True(problem.Fix.Length > 0 && !problem.ToString().Contains('\n', StringComparison.Ordinal), problem.ToString());
        }
    }
}
