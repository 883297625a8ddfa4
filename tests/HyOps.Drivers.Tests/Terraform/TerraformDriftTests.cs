using System.Text.Json.Nodes;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Plans;
using HyOps.Drivers.Terraform;
using HyOps.Drivers.Tests.Steps;
using HyOps.Testing.TerraformProviders;

namespace HyOps.Drivers.Tests.Terraform;

/// <summary>Objects that somebody changes behind Terraform's back, between a plan and its apply; with the real Terraform and a provider that allows it.</summary>
public sealed class TerraformDriftTests : IAsyncLifetime
{
    private const string Token = "a-token-that-nobody-may-see-123456";
    private static readonly Version Tool = new(1, 11, 4);
    private readonly StepBench bench = new();
    private ThingsProvider provider = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TerraformDriver Driver => new(bench.Runner);

    public async ValueTask InitializeAsync()
    {
        provider = await ThingsProvider.StartAsync();
        bench.Variables["TF_REATTACH_PROVIDERS"] = provider.Reattach;
        bench.Guardrails = new GuardrailSettings { Protect = ["things_thing.vault"] };
        bench.Stack("main.tf", ThingsProvider.Required + """

            variable "size" { type = string }
            resource "things_thing" "web" {
              name = "web"
              size = var.size
            }
            resource "things_thing" "vault" { name = "vault" }
            resource "things_thing" "other" { name = "other" }
            """);
        bench.Inputs = new JsonObject { ["size"] = "1" };
        var made = await bench.RunAsync(Driver, Tool, Cancel);
        Assert.True(made.Outcome is StepOutcome.Changed, made.Failure + bench.AllLogs);
        bench.Inputs = new JsonObject { ["size"] = "2" };
    }

    public async ValueTask DisposeAsync()
    {
        bench.Dispose();
        await provider.DisposeAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task What_changed_since_the_plan_is_named_by_address_and_attribute_and_never_by_value()
    {
        bench.Secrets["TOKEN"] = Token;
        var plan = await PlanAsync();
        provider.Change("web", "size", "9");
        provider.Change("vault", "size", "9");
        provider.Change("vault", "token", Token);
        provider.Change("other", "size", "9");

        var look = await LookAsync(plan);

        Assert.Equal(
            [
                "things_thing.vault was changed outside of Terraform since the plan was made (size, token), and guardrails.protect names it",
                "things_thing.web was changed outside of Terraform since the plan was made (size)",
            ],
            look.Refusals);
        Assert.Equal(["things_thing.other was changed outside of Terraform since the plan was made (size); the plan does not touch it"], look.Warnings);
        Assert.DoesNotContain(Token, bench.AllLogs + StepBench.AllTextBelow(bench.WorkDirectory) + StepBench.AllTextBelow(bench.StateDirectory), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_the_plan_had_seen_is_no_news_until_it_changes_again_or_is_gone()
    {
        provider.Change("vault", "size", "8");
        provider.Change("web", "size", "8");
        var plan = await PlanAsync();

        var same = await LookAsync(plan);
        provider.Remove("vault");
        provider.Change("web", "size", "1");
        var news = await LookAsync(plan);

        Assert.Empty(same.Refusals.Concat(same.Warnings));
        Assert.Equal(
            [
                "things_thing.vault was removed outside of Terraform since the plan was made, and guardrails.protect names it",
                "things_thing.web was changed back outside of Terraform since the plan was made",
            ],
            news.Refusals);
    }

    private async Task<DriverPlan> PlanAsync()
    {
        var plan = await bench.WithAsync(Driver, Tool, request => Driver.PlanAsync(request, Cancel));
        Assert.True(plan.Effect is PlannedEffect.Apply, plan.Stopped?.Failure + bench.AllLogs);
        return plan;
    }

    private async Task<DriverLook> LookAsync(DriverPlan plan)
    {
        var look = await bench.WithAsync(Driver, Tool, request => Driver.LookAsync(request, plan, Cancel));
        Assert.Null(look.Stopped?.Failure);
        return look;
    }
}
