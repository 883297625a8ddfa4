using System.Text.Json.Nodes;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Core.Secrets;
using HyOps.Drivers.Stacks;
using HyOps.Drivers.Terraform;
using HyOps.Drivers.Tests.Steps;

namespace HyOps.Drivers.Tests.Terraform;

public sealed class TerraformSecretsTests : IDisposable
{
    private const string Secret = "s3cret-\"quoted\"-välue-123";
    private readonly StepBench bench = new();

    public void Dispose() => bench.Dispose();

    private Task<DriverOutcome> RunAsync() =>
        bench.RunAsync(new TerraformDriver(bench.Runner), new Version(1, 11, 4), TestContext.Current.CancellationToken);

    [Fact(Timeout = 60_000)]
    public async Task A_secret_reaches_its_variable_and_its_own_name_and_no_output_that_holds_it_is_published()
    {
        bench.Stack("main.tf", """
            variable "db_password" {
              type      = string
              sensitive = true
            }
            variable "db_password_env" { type = string }
            output "length" { value = nonsensitive(length(var.db_password)) }
            output "sensitive" {
              value     = var.db_password
              sensitive = true
            }
            output "careless" { value = nonsensitive("postgres://app:${var.db_password}@db") }
            output "encoded" { value = { deep = [nonsensitive(base64encode(var.db_password))] } }
            output "key" { value = var.db_password_env }
            resource "terraform_data" "plain" {
              provisioner "local-exec" { command = "test -n \"$DB_PASSWORD\" && echo \"got $DB_PASSWORD\"" }
            }
            """);
        bench.Inputs = new JsonObject { ["db_password_env"] = "DB_PASSWORD" };
        bench.Secrets["DB_PASSWORD"] = Secret;
        bench.References["db_password_env"] = "DB_PASSWORD";
        bench.StateSecrets = [new("output.sensitive", "why"), new("output.careless", "why"), new("output.encoded", "why")];

        var outcome = await RunAsync();

        Assert.Equal((StepOutcome.Changed, null), (outcome.Outcome, outcome.Failure));
        Assert.Equal(Secret.Length, (int?)outcome.Outputs["length"]);
        Assert.Equal("DB_PASSWORD", (string?)outcome.Outputs["key"]);
        Assert.Equal(["careless", "encoded", "sensitive"], outcome.WithheldOutputs.Order(StringComparer.Ordinal));
        Assert.Equal(2, outcome.Outputs.Count);
        Assert.Contains("got ***", bench.Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, bench.Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, string.Join('\n', outcome.Commands), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, StepBench.AllTextBelow(bench.WorkDirectory), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "list": [{ "dsn": "app:abcdefgh12345678@db" }] }""", "list[0].dsn")]
    [InlineData("""{ "abcdefgh12345678": 1 }""", "***")]
    public async Task An_input_that_holds_a_secret_is_refused_before_a_file_is_written(string inputs, string field)
    {
        bench.Stack("main.tf", "variable \"list\" {}\n");
        bench.Inputs = (JsonObject)JsonNode.Parse(inputs)!;
        bench.Secrets["DB_PASSWORD"] = "abcdefgh12345678";

        var refused = await Assert.ThrowsAsync<StackException>(RunAsync);

        Assert.Equal($"test/step: the input {field} holds the value of a secret, which would be written to a file", refused.Message);
        Assert.Equal(["main.tf"], Directory.EnumerateFiles(bench.WorkDirectory).Select(static path => Path.GetFileName(path)));
    }

    [Fact]
    public async Task Credentials_of_a_required_target_reach_declared_variables_and_the_providers_own_names_and_no_file()
    {
        const string token = "target-secret-of-the-test";
        bench.Stack("main.tf", """
            variable "hcloud_token" { sensitive = true }
            variable "location" {}
            variable "skip" { type = bool }
            output "where" { value = var.location }
            output "length" { value = nonsensitive(length(var.hcloud_token)) }
            output "skipped" { value = var.skip }
            resource "terraform_data" "x" {
              provisioner "local-exec" { command = "echo \"got $HCLOUD_TOKEN in $HCLOUD_LOCATION, not${"$"}{TF_VAR_undeclared-}.\"" }
            }
            """);
        bench.Credentials =
        [
            new("hcloud_token", SecretValue.From(token)) { Variables = ["HCLOUD_TOKEN"] },
            new("location", SecretValue.From("fsn1")) { IsSecret = false, Variables = ["HCLOUD_LOCATION"] },
            new("skip", SecretValue.From("true")) { IsSecret = false },
            new("undeclared", SecretValue.From("nobody-reads-this")),
        ];

        var outcome = await RunAsync();

        Assert.Equal((StepOutcome.Changed, null), (outcome.Outcome, outcome.Failure));
        Assert.Equal(("fsn1", token.Length, true), ((string?)outcome.Outputs["where"], (int?)outcome.Outputs["length"], (bool?)outcome.Outputs["skipped"]));
        Assert.Contains("got *** in fsn1, not.", bench.Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, bench.Log + StepBench.AllTextBelow(bench.WorkDirectory) + StepBench.AllTextBelow(bench.StateDirectory), StringComparison.Ordinal);
    }
}
