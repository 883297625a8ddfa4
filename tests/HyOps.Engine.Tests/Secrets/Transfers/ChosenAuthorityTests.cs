using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Engine.Phases;
using HyOps.Engine.Secrets.Transfers;
using HyOps.Testing;

namespace HyOps.Engine.Tests.Secrets.Transfers;

public sealed class ChosenAuthorityTests : IDisposable
{
    private readonly TestWorld world = new();

    public ChosenAuthorityTests()
    {
        world.Folder.CreateFolder("modules");
        world.Folder.Write("secrets/map.csv", "app,ONE,one\nops,TWO,two\n");
        world.Folder.Write("inventories/drill/environment.yml", Header("drill") + """
            secrets:
              authority:
                kind: azure-key-vault
                vault_uri: https://kv-drill.vault.azure.net/
                map: secrets/map.csv
                scope: app
                auth: { method: azure-cli }

            """);
        world.Folder.Write("inventories/bare/environment.yml", Header("bare"));
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public void What_environment_yml_describes_is_taken_and_a_scope_may_be_another()
    {
        var described = Choose("drill", new());
        var scoped = Choose("drill", new() { Scope = "all", VaultName = "KV-drill" });

        Assert.Equal(["ONE"], Keys(described));
        Assert.Equal(["ONE", "TWO"], Keys(scoped));
        Assert.Equal(new Uri("https://kv-drill.vault.azure.net/"), scoped.Environment.Authority!.VaultUri);
        Assert.Equal(Tier.Nonprod, described.Environment.Tier);
    }

    [Fact]
    public void Another_vault_than_the_described_one_is_refused_and_both_are_shown()
    {
        var problem = Refused("drill", new() { VaultName = "kv-other" });

        Assert.Contains("--vault-name means https://kv-other.vault.azure.net/", problem.Message, StringComparison.Ordinal);
        Assert.Contains("https://kv-drill.vault.azure.net/", problem.Message, StringComparison.Ordinal);
        Assert.Contains("inventories/drill/environment.yml", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_other_kind_is_refused_with_the_verb_that_fits() =>
        Assert.Equal("hyops secrets akv-sync --env drill", Refused("drill", new() { Verb = "vault-sync", Kind = AuthoritySettings.HashiCorpVault }).NextStep);

    [Fact]
    public void Another_login_than_the_described_one_is_refused() => Assert.Contains("--auth", Refused("drill", new() { Login = "azure-cli" }).Message, StringComparison.Ordinal);

    [Fact]
    public void An_environment_without_an_authority_takes_the_one_of_the_command_line()
    {
        var chosen = Choose("bare", new() { VaultName = "kv-drill", Login = "azure-cli", MapFile = "secrets/map.csv", Scope = "ops" });

        Assert.Equal(["TWO"], Keys(chosen));
        Assert.IsType<AzureCliLogin>(chosen.Environment.Authority!.Login);
    }

    [Fact]
    public void An_environment_that_nobody_described_does_too()
    {
        var chosen = Choose("elsewhere", new() { VaultAddress = "https://kv-drill.vault.azure.cn/", Login = "managed-identity", MapFile = "secrets/map.csv" });

        Assert.Equal(new Uri("https://kv-drill.vault.azure.cn/"), chosen.Environment.Authority!.VaultUri);
    }

    [Theory]
    [InlineData(null, null, "has no authority")]
    [InlineData("kv-drill", null, "does not say how to sign in")]
    [InlineData("kv-drill", "azure-cli", "there is no secrets/akv-map.csv")]
    [InlineData("k", "azure-cli", "--vault-name is not the name")]
    [InlineData("https://x", "azure-cli", "--vault-name is not the name")]
    public void What_is_missing_is_said(string? vault, string? login, string message)
    {
        var problem = Refused("bare", new() { VaultName = vault, Login = login });

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.NotNull(problem.NextStep);
        Assert.Equal(ExitCode.OperatorError, problem.ExitCode);
    }

    [Theory]
    [InlineData("http://kv-drill.vault.azure.net/")]
    [InlineData("https://user:pw@kv-drill.vault.azure.net/")]
    [InlineData("https://kv-drill.vault.azure.net/secrets")]
    public void An_address_that_is_no_server_is_refused(string address) =>
        Assert.DoesNotContain("pw", Refused("bare", new() { VaultAddress = address, Login = "azure-cli" }).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_problem_of_the_map_is_told_at_once()
    {
        world.Folder.Write("bad.csv", "app,ONE,under_score\napp,1,x\n");

        var problem = Assert.Throws<ContractsInvalidException>(() => Choose("drill", new() { MapFile = "bad.csv" }));

        Assert.Equal(2, problem.Problems.Count);
    }

    private static string Header(string name) => $"api_version: hybridops/v1\nkind: Environment\nname: {name}\ntier: nonprod\nphases: {{}}\n";

    private static IEnumerable<string> Keys(ChosenAuthority chosen) => chosen.Environment.SecretMap.Rows.Keys.Select(key => key.Value);

    private AuthorityChoiceException Refused(string environment, Said said) => Assert.Throws<AuthorityChoiceException>(() => Choose(environment, said));

    private ChosenAuthority Choose(string environment, Said said) => ChosenAuthority.From(
        world.Surroundings(), null, EnvironmentName.Parse(environment),
        new AuthorityOptions { Verb = said.Verb, Kind = said.Kind, VaultName = said.VaultName, VaultAddress = said.VaultAddress, Login = said.Login, Scope = said.Scope, MapFile = said.MapFile });

    private sealed record Said
    {
        public string Verb { get; init; } = "akv-sync";

        public string Kind { get; init; } = AuthoritySettings.AzureKeyVault;

        public string? VaultName { get; init; }

        public string? VaultAddress { get; init; }

        public string? Login { get; init; }

        public string? Scope { get; init; }

        public string? MapFile { get; init; }
    }
}
