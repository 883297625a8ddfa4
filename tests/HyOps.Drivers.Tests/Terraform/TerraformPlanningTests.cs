using System.Text.Json.Nodes;
using HyOps.Core.Lifecycle;
using HyOps.Core.Plans;
using HyOps.Drivers.Terraform;
using HyOps.Drivers.Tests.Steps;

namespace HyOps.Drivers.Tests.Terraform;

public sealed class TerraformPlanningTests : IDisposable
{
    private static readonly Version Tool = new(1, 11, 4);
    private readonly StepBench bench = new();

    public TerraformPlanningTests()
    {
        bench.Stack("main.tf", """
            variable "name" { type = string }
            resource "terraform_data" "greeting" { input = { text = "hello ${var.name}" } }
            output "text" { value = terraform_data.greeting.output.text }
            output "name" { value = var.name }
            """);
        bench.Inputs = new JsonObject { ["name"] = "Ada" };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string StateText => File.ReadAllText(Path.Combine(bench.StateDirectory, "terraform.tfstate"));

    public void Dispose() => bench.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_plan_changes_nothing_stays_in_memory_and_is_applied_as_it_is()
    {
        var driver = new TerraformDriver(bench.Runner);

        var plan = await bench.WithAsync(driver, Tool, request => driver.PlanAsync(request, Cancel));
        var afterPlan = (StateText, Files: Directory.GetFiles(bench.WorkDirectory, "*.tfplan"));
        var look = await bench.WithAsync(driver, Tool, request => driver.LookAsync(request, plan, Cancel));
        var applied = await bench.WithAsync(driver, Tool, request => driver.ApplyAsync(request, plan, Cancel));

        Assert.Equal((PlannedEffect.Apply, "1 to add, 0 to change, 0 to destroy"), (plan.Effect, plan.Summary));
        Assert.Equal(("text", """{"name":"Ada"}"""), (Assert.Single(plan.UnknownOutputs), plan.Outputs.ToJsonString()));
        Assert.Equal(("", 0), (afterPlan.StateText, afterPlan.Files.Length));
        Assert.Empty(look.Refusals.Concat(look.Warnings));
        Assert.Equal((StepOutcome.Changed, "hello Ada"), (applied.Outcome, (string?)applied.Outputs["text"]));
        Assert.Empty(Directory.GetFiles(bench.WorkDirectory, "*.tfplan"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_plan_for_a_state_that_went_on_is_refused_and_nothing_is_changed()
    {
        var driver = new TerraformDriver(bench.Runner);
        var plan = await bench.WithAsync(driver, Tool, request => driver.PlanAsync(request, Cancel));
        await bench.RunAsync(driver, Tool, Cancel);
        var before = StateText;

        var applied = await bench.WithAsync(driver, Tool, request => driver.ApplyAsync(request, plan, Cancel));

        Assert.Equal(StepOutcome.Refused, applied.Outcome);
        Assert.StartsWith("the state changed since the plan was made", applied.Failure, StringComparison.Ordinal);
        Assert.Equal(before, StateText);
    }

    [Fact(Timeout = 60_000)]
    public async Task Where_nothing_is_to_do_there_is_no_plan_and_its_outputs_are_known()
    {
        var driver = new TerraformDriver(bench.Runner);
        await bench.RunAsync(driver, Tool, Cancel);

        var plan = await bench.WithAsync(driver, Tool, request => driver.PlanAsync(request, Cancel));
        var applied = await bench.WithAsync(driver, Tool, request => driver.ApplyAsync(request, plan, Cancel));

        Assert.Equal((PlannedEffect.None, true), (plan.Effect, plan.File.IsEmpty));
        Assert.Equal(("hello Ada", "hello Ada"), ((string?)plan.Outputs["text"], (string?)applied.Outputs["text"]));
        Assert.Equal(StepOutcome.Unchanged, applied.Outcome);
    }
}
