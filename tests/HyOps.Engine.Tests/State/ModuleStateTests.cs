using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Runs;
using HyOps.Engine.State;
using HyOps.Testing;

namespace HyOps.Engine.Tests.State;

public sealed class ModuleStateTests : IDisposable
{
    private static readonly ModuleRef Module = ModuleRef.Parse("core/local/network");
    private readonly TempFolder folder = new("state");
    private readonly RunId first = RunId.Create("bootstrap", TimeProvider.System);
    private readonly RunId second = RunId.Create("bootstrap", TimeProvider.System);

    private ModuleStateStore Store => new(folder.FullPath, TimeProvider.System);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_change_that_began_keeps_the_outputs_and_nobody_may_rely_on_them()
    {
        Store.Write(Module, "network", first, new JsonObject { ["gateway"] = "10.0.0.1" });

        Store.BeginChange(Module, "network", second);

        var state = Store.Find(Module, "network")!;
        Assert.Equal((ModuleStatus.Changing, second.Value, first.Value), (state.Status, state.StatusRun, state.PublishedBy));
        Assert.Equal("10.0.0.1", (string?)state.Outputs!["gateway"]);
        var refused = Assert.Throws<ModuleStateException>(() => Store.Read(Module, "network"));
        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.Contains($"run {second.Value} began to change it and did not end", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StepOutcome.Failed, true)]
    [InlineData(StepOutcome.Interrupted, true)]
    [InlineData(StepOutcome.LockLeft, false)]
    [InlineData(StepOutcome.StateUnsaved, false)]
    public void An_end_in_order_leaves_the_outputs_of_the_success_before(StepOutcome outcome, bool reliable)
    {
        Store.Write(Module, "network", first, new JsonObject { ["gateway"] = "10.0.0.1" });
        Store.BeginChange(Module, "network", second);

        Store.EndWithout(Module, "network", second, outcome);

        var state = Store.Find(Module, "network")!;
        Assert.Equal((reliable, false), (state.IsReliable, state.DidNotEnd));
        Assert.Equal((reliable ? ModuleStatus.Failed : ModuleStatus.Uncertain, first.Value), (state.Status, state.PublishedBy));
    }

    [Fact]
    public void A_step_that_ended_before_it_changed_anything_leaves_the_mark_of_the_killed_one()
    {
        Store.BeginDestroy(Module, "network", first);

        Store.EndWithout(Module, "network", second, StepOutcome.Refused);

        Assert.Equal((ModuleStatus.Destroying, first.Value), (Store.Find(Module, "network")!.Status, Store.Find(Module, "network")!.StatusRun));
        Assert.Contains("began to destroy it", Assert.Throws<ModuleStateException>(() => Store.Read(Module, "network")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_destroyed_instance_is_not_known_any_more()
    {
        Store.Write(Module, "network", first, []);
        Store.BeginDestroy(Module, "network", second);

        Store.Remove(Module, "network");
        Store.Remove(Module, "network");

        Assert.Null(Store.Find(Module, "network"));
    }

    [Fact]
    public void What_was_uncertain_is_settled_once_and_its_outputs_are_those_before()
    {
        Store.Write(Module, "network", first, new JsonObject { ["gateway"] = "10.0.0.1" });
        Store.BeginChange(Module, "network", second);
        Store.EndWithout(Module, "network", second, StepOutcome.StateUnsaved);

        Store.Settle(Module, "network", RunId.Create("recover", TimeProvider.System));

        Assert.Equal("10.0.0.1", (string?)Store.Read(Module, "network")!["gateway"]);
    }

    [Fact]
    public void A_file_of_before_there_was_a_status_is_good_and_an_unknown_status_is_not()
    {
        folder.Write("modules/core/local/network/old.json", """{"run_id": "bootstrap-20260101T000000Z-0000000a", "outputs": {"a": 1}}""");
        folder.Write("modules/core/local/network/new.json", """{"status": "moving", "outputs": {"a": 1}}""");

        Assert.Equal(1, (int?)Store.Read(Module, "old")?["a"]);
        Assert.Throws<ModuleStateException>(() => Store.Read(Module, "new"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"status": 1}""")]
    public void Nothing_is_begun_over_a_file_that_cannot_be_read(string text)
    {
        folder.Write("modules/core/local/network/network.json", text);

        Assert.Throws<ModuleStateException>(() => Store.BeginChange(Module, "network", first));

        Assert.Equal(text, File.ReadAllText(folder.At("modules/core/local/network/network.json")));
    }
}
