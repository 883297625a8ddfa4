using HyOps.Testing;

namespace HyOps.Cli.Tests.Dr;

/// <summary>What an operator sees of the age of a recovery's data.</summary>
public sealed class FreshnessTests : IDisposable
{
    private readonly TestWorld world = new();

    public FreshnessTests()
    {
        world.Folder.WriteScript("tools/terraform", "echo 'Terraform v1.11.4'");
        world.Folder.WriteScript("inventories/local/probes/age", "echo age_s=7200");
        world.Folder.Write("modules/core/test/db/terraform/main.tf", "");
        world.Folder.Write("modules/core/test/db/spec.yml", "api_version: hybridops/v1\nkind: ModuleSpec\nmodule_ref: core/test/db\ninputs: { defaults: {} }\nexecution: { driver: iac/terraform }\n");
        world.Folder.Write("inventories/local/environment.yml", """
            api_version: hybridops/v1
            kind: Environment
            name: local
            tier: local
            phases:
              dr:
                freshness:
                  - { name: replica, probe: { command: [probes/age] }, max_age: 1h30m }
                steps:
                  - { id: restore, module: core/test/db }

            """);
    }

    public void Dispose() => world.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_stale_replica_is_refused_with_its_age_and_the_option_that_goes_on_with_it()
    {
        var refused = await CallAsync("run", "dr");
        var accepted = await CallAsync("run", "dr", "--dry-run", "--accept-stale", "replica", "--reason", "it is the only one", "--json");
        var shown = await CallAsync("runs", "show", (string)accepted.Json["run_id"]!, "--json");

        Assert.Equal(13, refused.ExitCode);
        Assert.Contains("freshness: replica is 2 h old, and may be at most 1 h 30 min\n", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.Contains("refused by guardrail data-fresh: replica is 2 h old, and may be at most 1 h 30 min", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--accept-stale replica --reason TEXT", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, accepted.ExitCode);
        Assert.Contains("accepted with --accept-stale replica", shown.Output, StringComparison.Ordinal);
        Assert.Contains("it is the only one", shown.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Readiness_fails_for_it_and_tells_its_age()
    {
        var ready = await CallAsync("dr", "readiness", "--json");

        var check = Assert.Single(ready.Json["checks"]!.AsArray(), one => (string?)one!["check"] == "freshness")!;
        Assert.Equal(13, ready.ExitCode);
        Assert.Equal(("failed", "replica is 2 h old, and may be at most 1 h 30 min"), ((string?)check["status"], (string?)check["detail"]));
    }

    private Task<Called> CallAsync(params string[] args) =>
        Called.InAsync(world, world.Surroundings(new Dictionary<string, string?> { ["PATH"] = world.Folder.At("tools") + ":/usr/bin:/bin" }), args);
}
