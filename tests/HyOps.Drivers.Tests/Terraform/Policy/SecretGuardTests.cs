using System.Text.Json.Nodes;
using HyOps.Core.Drivers;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Terraform;
using HyOps.Drivers.Terraform.Policy;
using HyOps.Drivers.Tests.Steps;

namespace HyOps.Drivers.Tests.Terraform.Policy;

/// <summary>Which known secrets a plan of the real Terraform would write into the state.</summary>
public sealed class SecretGuardTests : IDisposable
{
    private const string Secret = "s3cret-\"quoted\"<välue>-123";

    private const string Leaky = """
        variable "db_password" { sensitive = true }
        variable "short" { sensitive = true }
        resource "terraform_data" "marked" { input = var.db_password }
        resource "terraform_data" "nested" {
          input            = { list = [{ dsn = nonsensitive("app:${var.db_password}@db") }], "${nonsensitive(var.db_password)}" = 1 }
          triggers_replace = [nonsensitive(base64encode("x${var.db_password}")), nonsensitive(jsonencode({ p = var.db_password }))]
        }
        resource "terraform_data" "keyed" { for_each = toset([nonsensitive(var.db_password)]) }
        resource "terraform_data" "harmless" { input = [nonsensitive(var.short), nonsensitive(length(var.db_password)), nonsensitive(sha256(var.db_password))] }
        data "terraform_remote_state" "other" {
          backend = "local"
          config  = { path = "${path.module}/other.tfstate" }
        }
        output "hidden" {
          value     = var.db_password
          sensitive = true
        }
        output "later" { value = { known = nonsensitive(urlencode(var.db_password)), id = terraform_data.harmless.id } }
        """;

    private readonly StepBench bench = new();

    public void Dispose() => bench.Dispose();

    private Task<DriverOutcome> RunAsync() =>
        bench.RunAsync(new TerraformDriver(bench.Runner), new Version(1, 11, 4), TestContext.Current.CancellationToken);

    [Fact(Timeout = 60_000)]
    public async Task A_known_secret_in_any_form_is_refused_by_its_place_and_never_shown()
    {
        WriteOtherState();
        bench.Stack("main.tf", Leaky);
        bench.Secrets["DB_PASSWORD"] = Secret;
        bench.Secrets["SHORT"] = "abc";
        bench.References["db_password_env"] = "DB_PASSWORD";
        bench.References["short_env"] = "SHORT";

        var refused = await RunAsync();

        Assert.Equal(StepOutcome.Refused, refused.Outcome);
        Assert.Equal(
            [
                "data.terraform_remote_state.other outputs.dsn",
                "output.hidden",
                "output.later known",
                "terraform_data.keyed[\"***\"]",
                "terraform_data.marked input",
                "terraform_data.nested input.***",
                "terraform_data.nested input.list[0].dsn",
                "terraform_data.nested triggers_replace[0]",
                "terraform_data.nested triggers_replace[1]",
            ],
            refused.Policy!.Of(PlanDecision.Refused).Select(static finding => finding.Place).Order(StringComparer.Ordinal));
        Assert.All(refused.Policy.Findings, static finding => Assert.Equal("secret", finding.Guard));
        Assert.Contains("terraform_data.marked input (create): a known secret would be written into the state", refused.Failure, StringComparison.Ordinal);
        Assert.Contains("inputs.state_secrets of spec.yml", refused.Failure, StringComparison.Ordinal);
        Assert.True(refused.Policy.Unknown > 0);
        Assert.DoesNotContain("quoted", refused.Failure + refused.Policy, StringComparison.Ordinal);
        Assert.DoesNotContain("quoted", StepBench.AllTextBelow(bench.StateDirectory), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(bench.WorkDirectory, "*.tfplan"));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_the_module_allows_goes_into_the_state_and_the_verdict_tells_the_reason()
    {
        bench.Stack("main.tf", """
            variable "db_password" { sensitive = true }
            resource "terraform_data" "seed" {
              count = 2
              input = { name = "app-db", value = var.db_password }
            }
            """);
        bench.Secrets["DB_PASSWORD"] = Secret;
        bench.References["db_password_env"] = "DB_PASSWORD";
        bench.StateSecrets = [new("terraform_data.seed[0].input.value", "only the first"), new("terraform_data.seed[*].input.name", "not this one")];

        var refused = await RunAsync();
        bench.StateSecrets = [new("terraform_data.seed[*].input", "the vault's own API wants it"), new("terraform_data.seed[*].output", "it mirrors the input")];
        var allowed = await RunAsync();
        bench.Action = StepAction.Destroy;
        bench.AllowedDestroys = ["terraform_data.seed[0]", "terraform_data.seed[1]"];
        bench.StateSecrets = [];
        var destroyed = await RunAsync();

        Assert.Equal(["terraform_data.seed[1] input.value"], refused.Policy!.Of(PlanDecision.Refused).Select(static finding => finding.Place));
        Assert.Equal(StepOutcome.Changed, allowed.Outcome);
        Assert.Equal(2, allowed.Policy!.Of(PlanDecision.Allowed).Count(static finding => finding.Why.EndsWith("allow: the vault's own API wants it", StringComparison.Ordinal)));
        Assert.Equal((StepOutcome.Changed, null), (destroyed.Outcome, destroyed.Failure));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_only_the_apply_makes_known_is_looked_at_once_it_is_in_the_state()
    {
        WriteOtherState();
        bench.Stack("main.tf", """
            resource "terraform_data" "first" {}
            data "terraform_remote_state" "other" {
              depends_on = [terraform_data.first]
              backend    = "local"
              config     = { path = "${path.module}/other.tfstate" }
            }
            module "inner" {
              source = "./inner"
              dsn    = data.terraform_remote_state.other.outputs.dsn
            }
            output "dsn" { value = [data.terraform_remote_state.other.outputs.dsn] }
            output "id" { value = terraform_data.first.id }
            """);
        bench.Stack("inner/main.tf", "variable \"dsn\" {}\nresource \"terraform_data\" \"user\" { input = { deep = [var.dsn] } }\n");
        bench.Secrets["DB_PASSWORD"] = Secret;
        bench.StateSecrets = [new("data.terraform_remote_state.other.outputs", "it is the other's own")];

        var entered = await RunAsync();
        var next = await RunAsync();
        await DestroyAsync("module.inner.terraform_data.user", "terraform_data.first");
        bench.StateSecrets = [.. bench.StateSecrets, new("output.dsn", "for the drill"), new("module.inner.terraform_data.user", "for the drill")];
        var allowed = await RunAsync();

        Assert.Equal((StepOutcome.Failed, 0), (entered.Outcome, entered.Outputs.Count));
        Assert.Equal(
            ["module.inner.terraform_data.user input.deep[0]", "module.inner.terraform_data.user output.deep[0]", "output.dsn [0]"],
            entered.Policy!.Of(PlanDecision.Refused).Select(static finding => finding.Place).Order(StringComparer.Ordinal));
        Assert.Equal("data.terraform_remote_state.other outputs.dsn", Assert.Single(entered.Policy.Of(PlanDecision.Allowed)).Place);
        Assert.StartsWith("the apply is done, and brought 3 known secrets into the state, where the plan could not foresee it:\n  ", entered.Failure, StringComparison.Ordinal);
        Assert.Contains("output.dsn [0] (create): a known secret is in the state now, which the plan could not tell", entered.Failure, StringComparison.Ordinal);
        Assert.Equal((StepOutcome.Unchanged, "dsn"), (next.Outcome, Assert.Single(next.WithheldOutputs)));
        Assert.Equal((StepOutcome.Changed, null, 4), (allowed.Outcome, allowed.Failure, allowed.Policy!.Of(PlanDecision.Allowed).Count()));
        Assert.Equal(("id", "dsn"), (Assert.Single(allowed.Outputs).Key, Assert.Single(allowed.WithheldOutputs)));
        Assert.DoesNotContain("quoted", entered.Failure + entered.Policy + bench.AllLogs, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(bench.WorkDirectory, "*.tfplan"));
    }

    [Theory]
    [InlineData("a.b.c", "a.b.c", true)]
    [InlineData("a.b.c", "a.b.c.d[0].e", true)]
    [InlineData("a.b.c", "a.b.c[0]", true)]
    [InlineData("a.b.c", "a.b.cd", false)]
    [InlineData("a.b.c.d", "a.b.c", false)]
    [InlineData("a.b[*].c", "a.b[\"x]\\\"y\"].c", true)]
    [InlineData("a.b[*].c", "a.b[7].c", true)]
    [InlineData("a.b[*].c", "a.b[7].d[8].c", false)]
    [InlineData("a.b[*].c", "a.b.c", false)]
    [InlineData("a.*", "a.b", false)]
    public void A_contract_names_places(string named, string place, bool expected) => Assert.Equal(expected, SecretGuard.Covers(named, place));

    private async Task DestroyAsync(params string[] addresses)
    {
        bench.Action = StepAction.Destroy;
        bench.AllowedDestroys = [.. addresses];
        Assert.Equal(StepOutcome.Changed, (await RunAsync()).Outcome);
        bench.Action = default;
        bench.AllowedDestroys = [];
    }

    /// <summary>The state of somebody else, with a secret in an output.</summary>
    private void WriteOtherState() =>
        bench.Folder.Write("stack/other.tfstate", new JsonObject
        {
            ["version"] = 4,
            ["terraform_version"] = "1.11.4",
            ["serial"] = 1,
            ["lineage"] = "other",
            ["outputs"] = new JsonObject { ["dsn"] = new JsonObject { ["value"] = $"postgres://app:{Secret}@db", ["type"] = "string" } },
            ["resources"] = new JsonArray(),
        }.ToJsonString());
}
