using System.Text.Json.Nodes;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Stacks;
using HyOps.Drivers.Terraform;
using HyOps.Drivers.Tests.Steps;

namespace HyOps.Drivers.Tests.Stacks;

public sealed class StackCopyTests : IDisposable
{
    private readonly StepBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_stack_is_copied_with_its_inner_links_and_without_leftovers_of_tools()
    {
        bench.Stack("real/main.tf", "variable \"a\" {}\noutput \"a\" { value = var.a }\n");
        bench.Stack(".terraform/junk", "x");
        bench.Stack("terraform.tfstate", "not ours");
        File.CreateSymbolicLink(Path.Combine(bench.StackDirectory, "main.tf"), "real/main.tf");
        bench.Inputs = new JsonObject { ["a"] = 1 };

        var outcome = await bench.RunAsync(new TerraformDriver(bench.Runner), new Version(1, 11, 4), TestContext.Current.CancellationToken);

        Assert.Equal((StepOutcome.Changed, null), (outcome.Outcome, outcome.Failure));
        Assert.False(Directory.Exists(Path.Combine(bench.WorkDirectory, ".terraform")));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/hostname")]
    public async Task A_link_that_leaves_the_stack_is_refused(string target)
    {
        File.CreateSymbolicLink(Path.Combine(bench.StackDirectory, "link"), target);

        var refused = await Assert.ThrowsAsync<StackException>(
            () => bench.RunAsync(new TerraformDriver(bench.Runner), new Version(1, 11, 4), TestContext.Current.CancellationToken));

        Assert.Contains($"links to {target}, outside of the stack", refused.Message, StringComparison.Ordinal);
    }
}
