using HyOps.Contracts.Projects;
using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Tests.Projects;

public sealed class RunbookTests : IDisposable
{
    private readonly SampleProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void Steps_of_every_kind_are_read_and_ordered()
    {
        project.WithRunbook("""
            { id: up, kind: promote, module: core/lab/net, fence: down, needs: [go], budget: 1m30s, undo: "run dr-failback", check: { command: ["true"] } },
            { id: down, kind: wait, every: 1s, budget: 30s, probe: { command: [ping, -c1, db], env: [DB_PASSWORD], expect: "no answer", timeout: 5s } },
            { id: go, kind: gate, question: "Promote?", expires: 10m, needs: [down] },
            { id: more, kind: scale, module: core/lab/net },
            { id: well, kind: verify, needs: [up], probe: { command: ["true"] } }
            """.ReplaceLineEndings(" "));

        var plan = Plan();

        Assert.Equal(["down", "go", "up", "more", "well"], plan.Runbook.Select(step => step.Id));
        Assert.Equal(["up", "more"], plan.Steps.Select(step => step.Id));
        var watch = Assert.IsType<WatchStep>(plan.Runbook[0]);
        Assert.Equal((StepKind.Wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)), (watch.Kind, watch.Every, watch.Budget!.Value));
        Assert.Equal("ping -c1 db", string.Join(' ', watch.Probe.Command));
        Assert.Equal(("DB_PASSWORD", "no answer", TimeSpan.FromSeconds(5)), (watch.Probe.Keys.Single().Value, watch.Probe.Expect, watch.Probe.Timeout));
        Assert.Equal(TimeSpan.FromMinutes(10), Assert.IsType<GateStep>(plan.Runbook[1]).Expires);
        Assert.Equal(("down", "run dr-failback", TimeSpan.FromSeconds(90)), (plan.Steps[0].Fence, plan.Steps[0].Undo, plan.Steps[0].Budget!.Value));
    }

    [Fact]
    public void A_drill_is_read()
    {
        project.Append(SampleProject.Environment, """
              dr:
                drill:
                  always: true
                  never: [db.example.com]
                  disaster: { command: [kill-it], timeout: 9s }
                  cleanup: { command: [put-back] }
                  clean: { command: [is-clean] }
                steps: [{ id: well, kind: verify, probe: { command: ["true"] } }]

            """);

        var drill = Plan().Drill!;

        Assert.Equal((true, "kill-it", "put-back", "is-clean"), (drill.Always, drill.Disaster.Command[0], drill.Cleanup.Command[0], drill.Clean.Command[0]));
        Assert.Equal(TimeSpan.FromSeconds(9), drill.Disaster.Timeout);
        Assert.Equal(["db.example.com"], drill.Never);
    }

    [Fact]
    public void What_a_recovery_rests_on_is_read_with_who_takes_it()
    {
        project.WithFreshness("{ name: replica, probe: { command: [lag, db], env: [DB_PASSWORD], timeout: 5s }, max_age: 30s }, { name: backup, probe: { command: [old] }, max_age: 1d, step: restore }");

        var plan = Plan();

        Assert.Equal([("replica", 30.0, null), ("backup", 86400.0, "restore")], plan.Freshness.Select(rule => (rule.Name, rule.MaxAge.TotalSeconds, rule.Step)));
        Assert.Equal(("lag db", TimeSpan.FromSeconds(5)), (string.Join(' ', plan.Freshness[0].Probe.Command), plan.Freshness[0].Probe.Timeout));
        Assert.Equal(["DB_PASSWORD"], plan.RequiredKeys.Select(key => key.Value));
        Assert.All(plan.Freshness, rule => Assert.Equal(["restore"], rule.TakenBy(plan).Select(step => step.Id)));
    }

    [Theory]
    [InlineData("{ probe: { command: [old] }, max_age: 1h }", "name is missing")]
    [InlineData("{ name: Replica!, probe: { command: [old] }, max_age: 1h }", "is no name")]
    [InlineData("{ name: replica, max_age: 1h }", "probe is missing")]
    [InlineData("{ name: replica, probe: { command: [probes/none] }, max_age: 1h }", "'probes/none'")]
    [InlineData("{ name: replica, probe: { command: [old] } }", "max_age is missing")]
    [InlineData("{ name: replica, probe: { command: [old] }, max_age: 0s }", "no duration above zero")]
    [InlineData("{ name: replica, probe: { command: [old] }, max_age: 1h, warn: true }", "warn is unknown")]
    [InlineData("replica", "a map of keys")]
    public void What_freshness_lacks_or_does_not_know_is_named(string entry, string says)
    {
        project.WithFreshness(entry);

        var problems = Validate().Problems;

        Assert.Contains(problems, problem => problem.Severity is Severity.Error && problem.Message.Contains(says, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ id: go, kind: gate }", "question")]
    [InlineData("{ id: go, kind: gate, question: q, budget: 1m }", "budget")]
    [InlineData("{ id: well, kind: verify }", "probe")]
    [InlineData("{ id: well, kind: verify, probe: { command: ['true'] }, module: core/lab/net }", "module")]
    [InlineData("{ id: up, kind: promote, module: core/lab/net, fence: up }", "check")]
    [InlineData("{ id: up, kind: promote, module: core/lab/net, check: { command: ['true'] } }", "fence")]
    [InlineData("{ id: dns, kind: cutover, module: core/lab/net }", "check")]
    [InlineData("{ id: net, kind: destroy, module: core/lab/net }", "kind")]
    [InlineData("{ id: net, module: core/lab/net, check: { command: ['true'], env: [1x] } }", "env")]
    [InlineData("{ id: go, kind: gate, question: q }, { id: app, module: platform/lab/app, inputs: inputs/app.yml, with: { address: '${steps.go.outputs.address}' } }", "publishes nothing")]
    public void What_a_kind_lacks_or_does_not_know_is_named(string steps, string says)
    {
        project.WithRunbook(steps);

        var problems = Validate().Problems;

        Assert.Contains(problems, problem => problem.Severity is Severity.Error && problem.Message.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void Outside_of_a_recovery_a_step_has_no_kind()
    {
        project.Replace(SampleProject.Environment, "{ id: net, module", "{ id: net, kind: provision, module");

        Assert.Contains(Validate().Problems, problem => problem.Message.Contains("kind", StringComparison.Ordinal));
    }

    private ValidationResult Validate() => new ContractValidator(project.Folders).Validate(new ValidationRequest { Environment = SampleProject.Lab }, TestContext.Current.CancellationToken);

    private PhasePlan Plan()
    {
        var result = Validate();
        Assert.Empty(result.Problems);
        return result.Environment!.Phases[Phase.Dr];
    }
}
