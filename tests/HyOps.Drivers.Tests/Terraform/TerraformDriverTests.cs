using System.Text.Json.Nodes;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Stacks;
using HyOps.Drivers.Terraform;
using HyOps.Drivers.Tests.Steps;

namespace HyOps.Drivers.Tests.Terraform;

public sealed class TerraformDriverTests : IDisposable
{
    private const string Greeting = """
        variable "name" { type = string }
        resource "terraform_data" "greeting" {
          input = { text = "hello ${var.name}" }
        }
        output "text" { value = terraform_data.greeting.output.text }
        """;

    private readonly StepBench bench = new();

    public void Dispose() => bench.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<DriverOutcome> RunAsync() => bench.RunAsync(new TerraformDriver(bench.Runner), new Version(1, 11, 4), Cancel);

    [Fact(Timeout = 60_000)]
    public async Task A_stack_is_applied_then_unchanged_without_a_second_init_and_changed_when_an_input_is()
    {
        bench.Stack("main.tf", Greeting);
        bench.Inputs = new JsonObject { ["name"] = "Zoë", ["undeclared"] = 1, ["nothing"] = null };

        var first = await RunAsync();
        var second = await RunAsync();
        var secondLog = bench.Log.ToString();
        bench.Inputs["name"] = "Ada";
        var third = await RunAsync();

        Assert.Equal((StepOutcome.Changed, "1 added, 0 changed, 0 destroyed"), (first.Outcome, first.Summary));
        Assert.Equal("hello Zoë", (string?)first.Outputs["text"]);
        Assert.Equal((StepOutcome.Unchanged, "no changes"), (second.Outcome, second.Summary));
        Assert.Equal("hello Zoë", (string?)second.Outputs["text"]);
        Assert.DoesNotContain(second.Commands, static command => command.Contains(" init ", StringComparison.Ordinal));
        Assert.DoesNotContain("CLI configuration", secondLog, StringComparison.Ordinal);
        Assert.Equal((StepOutcome.Changed, "0 added, 1 changed, 0 destroyed"), (third.Outcome, third.Summary));
        Assert.Equal("hello Ada", (string?)third.Outputs["text"]);
        Assert.Contains("plan: 1 to add, 0 to change, 0 to destroy", bench.Reports);
    }

    [Fact(Timeout = 60_000)]
    public async Task State_is_private_and_no_plan_stays()
    {
        bench.Stack("main.tf", Greeting);
        bench.Inputs = new JsonObject { ["name"] = "x" };

        await RunAsync();
        bench.Inputs["name"] = "y";
        await RunAsync();

        Assert.False(File.Exists(Path.Combine(bench.WorkDirectory, TerraformWorkspace.PlanName)));
        Assert.All(
            Directory.EnumerateFiles(bench.StateDirectory),
            static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.True(File.Exists(Path.Combine(bench.StateDirectory, "terraform.tfstate")));
        Assert.Equal(["main.tf"], Directory.EnumerateFileSystemEntries(bench.StackDirectory).Select(static path => Path.GetFileName(path)));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_changed_file_or_an_emptied_data_directory_runs_init_again()
    {
        bench.Stack("main.tf", Greeting);
        bench.Inputs = new JsonObject { ["name"] = "x" };
        await RunAsync();

        bench.Stack("more.tf", "output \"more\" { value = 1 }\n");
        var changed = await RunAsync();
        Directory.Delete(Path.Combine(bench.StateDirectory, "terraform-data"), recursive: true);
        var emptied = await RunAsync();
        File.Delete(Path.Combine(bench.StateDirectory, "terraform-data", "terraform.tfstate"));
        var partly = await RunAsync();

        Assert.Equal((StepOutcome.Changed, "0 added, 0 changed, 0 destroyed, outputs changed"), (changed.Outcome, changed.Summary));
        Assert.All([changed, emptied, partly], static outcome => Assert.Contains(outcome.Commands, static command => command.Contains(" init ", StringComparison.Ordinal)));
        Assert.Equal([StepOutcome.Unchanged, StepOutcome.Unchanged], [emptied.Outcome, partly.Outcome]);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_fault_in_the_stack_is_told_with_its_place_and_a_next_step()
    {
        bench.Stack("main.tf", "resource \"terraform_data\" \"x\" {\n  inptu = 1\n}\n");

        var outcome = await RunAsync();

        Assert.Equal(StepOutcome.Failed, outcome.Outcome);
        Assert.Equal(1, outcome.ToolExitCode);
        Assert.Equal(
            "terraform plan: Unsupported argument [main.tf:2]: An argument named \"inptu\" is not expected here. Did you mean \"input\"?. "
            + "Correct it and run again; the step's log has all of it",
            outcome.Failure);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_failing_apply_keeps_what_was_made_and_leaves_no_plan()
    {
        bench.Stack("main.tf", """
            resource "terraform_data" "good" {}
            resource "terraform_data" "bad" {
              depends_on = [terraform_data.good]
              provisioner "local-exec" { command = "echo no room >&2; exit 3" }
            }
            """);

        var outcome = await RunAsync();

        Assert.Equal(StepOutcome.Failed, outcome.Outcome);
        Assert.Contains("terraform apply: local-exec provisioner error [main.tf:4]", outcome.Failure, StringComparison.Ordinal);
        Assert.Contains("exit status 3", outcome.Failure, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(bench.WorkDirectory, TerraformWorkspace.PlanName)));
        Assert.Contains("\"good\"", await File.ReadAllTextAsync(Path.Combine(bench.StateDirectory, "terraform.tfstate"), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_that_is_missing_or_has_no_file_of_the_tool_is_refused_before_anything_starts()
    {
        var empty = await Assert.ThrowsAsync<StackException>(RunAsync);
        bench.StackDirectory = bench.Folder.At("nowhere");
        var missing = await Assert.ThrowsAsync<StackException>(RunAsync);

        Assert.EndsWith("stack has no *.tf file", empty.Message, StringComparison.Ordinal);
        Assert.EndsWith("nowhere is no directory", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_an_earlier_run_could_not_save_stops_the_next_one()
    {
        bench.Stack("main.tf", Greeting);
        bench.Folder.Write("state/errored.tfstate", "{}");

        var refused = await Assert.ThrowsAsync<StackException>(RunAsync);

        Assert.Contains("hyops recover", refused.NextStep, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_runtime_root_that_was_moved_keeps_its_state()
    {
        bench.Stack("main.tf", Greeting);
        bench.Inputs = new JsonObject { ["name"] = "x" };
        await RunAsync();
        var remembered = Path.Combine(bench.StateDirectory, "terraform-data", "terraform.tfstate");
        var text = await File.ReadAllTextAsync(remembered, Cancel);
        var path = Path.Combine(bench.StateDirectory, "terraform.tfstate");
        await File.WriteAllTextAsync(remembered, text.Replace(path, "/gone/terraform.tfstate", StringComparison.Ordinal), Cancel);
        File.Delete(Path.Combine(bench.StateDirectory, "terraform-data", "hyops-init.sha256"));

        var moved = await RunAsync();

        Assert.NotEqual(text, text.Replace(path, "", StringComparison.Ordinal));
        Assert.Equal((StepOutcome.Unchanged, null), (moved.Outcome, moved.Failure));
    }
}
