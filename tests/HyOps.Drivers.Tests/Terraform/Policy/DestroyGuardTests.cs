using System.Text.Json.Nodes;
using HyOps.Core.Drivers;
using HyOps.Core.Environments;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Terraform;
using HyOps.Drivers.Tests.Steps;

namespace HyOps.Drivers.Tests.Terraform.Policy;

/// <summary>What a plan of the real Terraform may destroy.</summary>
public sealed class DestroyGuardTests : IDisposable
{
    private const string Everything = """
        resource "terraform_data" "block" {}
        module "whole" { source = "./m" }
        resource "terraform_data" "forgotten" {}
        resource "terraform_data" "moved_from" { input = 1 }
        resource "terraform_data" "shielded" { input = 1 }
        resource "terraform_data" "tainted" {}
        resource "terraform_data" "deposed" {}
        resource "terraform_data" "each" { for_each = { "a.b" = 1, "c\"d" = 2 } }
        resource "terraform_data" "count" { count = 2 }
        resource "terraform_data" "first" {
          triggers_replace = 1
          lifecycle { create_before_destroy = true }
        }
        """;

    private const string Less = """
        removed {
          from = terraform_data.forgotten
          lifecycle { destroy = false }
        }
        moved {
          from = terraform_data.moved_from
          to   = terraform_data.moved_to
        }
        resource "terraform_data" "moved_to" { input = 1 }
        resource "terraform_data" "shielded" { input = 2 }
        resource "terraform_data" "tainted" {}
        resource "terraform_data" "deposed" {}
        resource "terraform_data" "each" { for_each = { "a.b" = 1 } }
        resource "terraform_data" "count" { count = 1 }
        resource "terraform_data" "first" {
          triggers_replace = 2
          lifecycle { create_before_destroy = true }
        }
        """;

    private readonly StepBench bench = new();

    public void Dispose() => bench.Dispose();

    private Task<DriverOutcome> RunAsync() =>
        bench.RunAsync(new TerraformDriver(bench.Runner), new Version(1, 11, 4), TestContext.Current.CancellationToken);

    [Fact(Timeout = 60_000)]
    public async Task What_nobody_named_is_refused_with_the_options_to_copy_and_nothing_is_changed()
    {
        await LoseTwoAsync();
        var before = State().ToJsonString();

        var refused = await RunAsync();

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
        Assert.Equal(before, State().ToJsonString());
    }

    [Fact(Timeout = 60_000)]
    public async Task Max_destroy_spares_so_many_and_a_name_that_nothing_answers_to_is_warned_of()
    {
        await LoseTwoAsync();
        bench.Guardrails = new GuardrailSettings { MaxDestroy = 1 };

        var beyond = await RunAsync();
        bench.AllowedDestroys = ["terraform_data.gone", "terraform_data.knpet"];
        var allowed = await RunAsync();
        var nothing = await RunAsync();

        Assert.Contains("one of 2 that nobody named, and guardrails.max_destroy is 1", beyond.Failure, StringComparison.Ordinal);
        Assert.Equal((StepOutcome.Changed, "1 added, 0 changed, 2 destroyed"), (allowed.Outcome, allowed.Summary));
        Assert.Equal(
            [
                (PlanDecision.Warned, "allow-destroy", "terraform_data.knpet"),
                (PlanDecision.Allowed, "allow-destroy", "terraform_data.gone"),
                (PlanDecision.Allowed, "max-destroy", "terraform_data.kept"),
            ],
            allowed.Policy!.Findings.Select(static finding => (finding.Decision, finding.Guard, finding.Address)));
        Assert.Equal((1, 1), (allowed.Policy.Replaced, allowed.Policy.Deleted));
        Assert.Equal(2, nothing.Policy!.Findings.Count(static finding => finding.Decision is PlanDecision.Warned));
    }

    [Fact(Timeout = 60_000)]
    public async Task Every_way_to_lose_an_object_is_seen_and_each_must_be_named()
    {
        bench.Stack("main.tf", Everything);
        bench.Stack("m/main.tf", "resource \"terraform_data\" \"inner\" {}\n");
        await RunAsync();
        Spoil();
        bench.Guardrails = new GuardrailSettings { MaxDestroy = 100, Protect = ["terraform_data.*", "module.whole.*"] };
        bench.Stack("main.tf", Less);

        var refused = await RunAsync();
        var lost = refused.Policy!.Of(PlanDecision.Refused).Select(static finding => (finding.Address, finding.Action)).ToList();
        bench.AllowedDestroys = [.. refused.Policy!.Of(PlanDecision.Refused).Select(static finding => finding.Option!["step:".Length..])];
        var all = bench.AllowedDestroys;
        bench.AllowedDestroys = all.Remove("terraform_data.deposed (deposed object 0badcafe)");
        var oneMissing = await RunAsync();
        bench.AllowedDestroys = all;
        var named = await RunAsync();

        Assert.Equal(
            [
                ("module.whole.terraform_data.inner", "delete"),
                ("terraform_data.block", "delete"),
                ("terraform_data.count[1]", "delete"),
                ("terraform_data.deposed (deposed object 0badcafe)", "delete"),
                ("terraform_data.each[\"c\\\"d\"]", "delete"),
                ("terraform_data.first", "replace"),
                ("terraform_data.forgotten", "forget"),
                ("terraform_data.tainted", "replace"),
            ],
            lost.Order());
        Assert.Contains("half-created by an earlier run; guardrails.protect 'terraform_data.*' covers it", refused.Failure, StringComparison.Ordinal);
        Assert.Contains("--allow-destroy 'step:terraform_data.each[\"c\\\"d\"]'", refused.Failure, StringComparison.Ordinal);
        Assert.Equal(["terraform_data.deposed (deposed object 0badcafe)"], oneMissing.Policy!.Of(PlanDecision.Refused).Select(static finding => finding.Address));
        Assert.Equal((StepOutcome.Changed, null), (named.Outcome, named.Failure));
        Assert.All(named.Policy!.Findings, static finding => Assert.Contains("although guardrails.protect", finding.Why, StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_move_out_of_protection_is_warned_of_and_protects_still_in_the_plan_that_moves()
    {
        bench.Stack("main.tf", "resource \"terraform_data\" \"vault\" { triggers_replace = 1 }\n");
        await RunAsync();
        bench.Guardrails = new GuardrailSettings { MaxDestroy = 9, Protect = ["terraform_data.vault"] };
        bench.Stack("main.tf", """
            moved {
              from = terraform_data.vault
              to   = terraform_data.other
            }
            resource "terraform_data" "other" { triggers_replace = 2 }
            """);

        var refused = await RunAsync();
        bench.Stack("main.tf", File.ReadAllText(Path.Combine(bench.StackDirectory, "main.tf")).Replace("= 2", "= 1", StringComparison.Ordinal));
        var moved = await RunAsync();

        Assert.Contains("terraform_data.other (replace): replace because cannot update; guardrails.protect 'terraform_data.vault' covers it", refused.Failure, StringComparison.Ordinal);
        Assert.Equal(StepOutcome.Changed, moved.Outcome);
        var warning = Assert.Single(moved.Policy!.Findings);
        Assert.Equal((PlanDecision.Warned, "moved", "terraform_data.other"), (warning.Decision, warning.Guard, warning.Address));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_destroy_is_judged_as_any_plan_and_leaves_no_object()
    {
        bench.Stack("main.tf", """
            resource "terraform_data" "a" {}
            resource "terraform_data" "b" {}
            output "a" { value = terraform_data.a.id }
            """);
        await RunAsync();
        bench.Action = StepAction.Destroy;
        bench.AllowedDestroys = ["terraform_data.a"];

        var refused = await RunAsync();
        bench.AllowedDestroys = ["terraform_data.a", "terraform_data.b"];
        var destroyed = await RunAsync();
        bench.AllowedDestroys = [];
        var again = await RunAsync();

        Assert.Equal(["terraform_data.b"], refused.Policy!.Of(PlanDecision.Refused).Select(static finding => finding.Address));
        Assert.Equal((StepOutcome.Changed, "0 added, 0 changed, 2 destroyed", 0), (destroyed.Outcome, destroyed.Summary, destroyed.Outputs.Count));
        Assert.Empty(State()["resources"]!.AsArray());
        Assert.Equal((StepOutcome.Unchanged, "nothing to destroy"), (again.Outcome, again.Summary));
    }

    /// <summary>A state of two objects, and a stack that deletes one and replaces the other.</summary>
    private async Task LoseTwoAsync()
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
    }

    private JsonNode State() => JsonNode.Parse(File.ReadAllText(StateFile))!;

    private string StateFile => Path.Combine(bench.StateDirectory, "terraform.tfstate");

    /// <summary>What a run that broke off leaves: one object half-created, one that its successor did not replace in full.</summary>
    private void Spoil()
    {
        var state = State();
        foreach (var resource in state["resources"]!.AsArray())
        {
            var instances = resource!["instances"]!.AsArray();
            switch ((string?)resource["name"])
            {
                case "tainted":
                    instances[0]!["status"] = "tainted";
                    break;
                case "deposed":
                    var deposed = instances[0]!.DeepClone();
                    deposed["deposed"] = "0badcafe";
                    instances.Add(deposed);
                    break;
            }
        }

        File.WriteAllText(StateFile, state.ToJsonString());
    }
}
