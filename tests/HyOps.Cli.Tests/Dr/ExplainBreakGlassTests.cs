using HyOps.Testing;

namespace HyOps.Cli.Tests.Dr;

/// <summary>Where a recovery's step would get its keys from, once the break-glass file is allowed.</summary>
public sealed class ExplainBreakGlassTests : IDisposable
{
    private readonly TestWorld world = new();

    public ExplainBreakGlassTests()
    {
        world.Folder.Write("modules/core/test/db/terraform/main.tf", "");
        world.Folder.Write("modules/core/test/db/spec.yml", "api_version: hybridops/v1\nkind: ModuleSpec\nmodule_ref: core/test/db\ninputs: { defaults: { required_env: [DB_PASSWORD, DNS_TOKEN], db_env: DB_PASSWORD, dns_env: DNS_TOKEN } }\nexecution: { driver: iac/terraform }\n");
        world.Folder.Write("inventories/local/environment.yml", """
            api_version: hybridops/v1
            kind: Environment
            name: local
            tier: local
            secrets:
              break_glass: { file: dr.enc.yaml, runbook: dr.md, keys: [DB_PASSWORD] }
            phases:
              dr: { steps: [{ id: restore, module: core/test/db }] }

            """);
    }

    public void Dispose() => world.Dispose();

    [Theory(Timeout = 60_000)]
    [InlineData("the bundle", "run", "dr", "--explain-env", "restore", "--json")]
    [InlineData("the bundle, or dr.enc.yaml where the bundle lacks it (--break-glass)", "run", "dr", "--explain-env", "restore", "--json", "--break-glass", "--runbook", "dr.md", "--reason", "INC-1")]
    public async Task A_key_of_the_minimal_set_may_come_from_the_break_glass_file_and_no_other(string source, params string[] line)
    {
        var explained = await Called.Async(world, line);

        Assert.True(explained.ExitCode == 0, explained.Error);
        var sources = explained.Json["variables"]!.AsArray().ToDictionary(variable => (string)variable!["name"]!, variable => (string)variable!["from"]!);
        Assert.Equal((source, "the bundle"), (sources["DB_PASSWORD"], sources["DNS_TOKEN"]));
    }
}
