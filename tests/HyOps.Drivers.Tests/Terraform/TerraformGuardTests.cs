using System.Text.Json.Nodes;
using HyOps.Core.Drivers;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Terraform;
using HyOps.Drivers.Terraform.Policy;
using HyOps.Drivers.Tests.Steps;

namespace HyOps.Drivers.Tests.Terraform;

public sealed class TerraformGuardTests : IDisposable
{
    private readonly StepBench bench = new();

    public void Dispose() => bench.Dispose();

    private Task<DriverOutcome> RunAsync() =>
        bench.RunAsync(new TerraformDriver(bench.Runner), new Version(1, 11, 4), TestContext.Current.CancellationToken);

    [Fact(Timeout = 60_000)]
    public async Task A_destroy_or_replace_beyond_max_destroy_is_refused_by_name_and_changes_nothing()
    {
        bench.Stack("main.tf", """
            variable "generation" { type = number }
            resource "terraform_data" "kept" { triggers_replace = var.generation }
            """);
        bench.Stack("gone.tf", "resource \"terraform_data\" \"gone\" {}\n");
        bench.Inputs = new JsonObject { ["generation"] = 1 };
        await RunAsync();
        File.Delete(Path.Combine(bench.StackDirectory, "gone.tf"));
        bench.Inputs["generation"] = 2;
        var before = await StateAsync();

        var refused = await RunAsync();
        var after = await StateAsync();
        bench.Guardrails = new GuardrailSettings { MaxDestroy = 2 };
        var allowed = await RunAsync();

        Assert.Equal((StepOutcome.Refused, "1 to add, 0 to change, 2 to destroy"), (refused.Outcome, refused.Summary));
        Assert.Equal(
            """
            the plan is refused: 2 findings. Nothing was changed
              terraform_data.gone (delete): delete because no resource config; nobody named it
              terraform_data.kept (replace): replace because cannot update; nobody named it
            To keep them, change the module. To lose exactly these, run again with:
              --allow-destroy 'step:terraform_data.gone' --allow-destroy 'step:terraform_data.kept' --reason TEXT
            """,
            refused.Failure);
        Assert.Equal(before, after);
        Assert.Equal((StepOutcome.Changed, "1 added, 0 changed, 2 destroyed"), (allowed.Outcome, allowed.Summary));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_protected_is_not_destroyed_whatever_max_destroy_says()
    {
        bench.Stack("main.tf", "module \"db\" { source = \"./db\" }\n");
        bench.Stack("db/main.tf", "resource \"terraform_data\" \"main\" { triggers_replace = 1 }\n");
        bench.Guardrails = new GuardrailSettings { MaxDestroy = 100, Protect = ["module.db.*"] };
        await RunAsync();
        bench.Stack("db/main.tf", "resource \"terraform_data\" \"main\" { triggers_replace = 2 }\n");

        var refused = await RunAsync();

        Assert.Equal(StepOutcome.Refused, refused.Outcome);
        Assert.Contains("module.db.terraform_data.main (replace): replace because cannot update; guardrails.protect 'module.db.*' covers it", refused.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azurerm_key_vault.*", "azurerm_key_vault.main", true)]
    [InlineData("azurerm_key_vault.*", "module.a[\"x.y\"].module.b.azurerm_key_vault.main[0]", true)]
    [InlineData("azurerm_key_vault.*", "azurerm_key_vault_secret.main", false)]
    [InlineData("module.db.*", "module.db.module.inner.x.y", true)]
    [InlineData("module.db.*", "module.app.module.db.x.y", true)]
    [InlineData("module.db.*", "module.dbx.x.y", false)]
    [InlineData("*", "a.b", true)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "a-b-b-d", false)]
    public void A_pattern_means_addresses(string pattern, string address, bool expected) =>
        Assert.Equal(expected, AddressPattern.Matches(pattern, address));

    private Task<string> StateAsync() =>
        File.ReadAllTextAsync(Path.Combine(bench.StateDirectory, "terraform.tfstate"), TestContext.Current.CancellationToken);
}
