using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.Drivers;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Runs;
using HyOps.Engine.Phases;
using HyOps.Engine.State;
using static HyOps.Engine.Tests.Phases.ScriptedDriver;

namespace HyOps.Engine.Tests.Phases;

/// <summary>A phase that is removed, backwards.</summary>
public sealed class DestroyPhaseTests : IDisposable
{
    private static readonly ModuleRef Base = ModuleRef.Parse("core/test/base");
    private static readonly ModuleRef App = ModuleRef.Parse("core/test/app");
    private readonly SmallProject project = new();

    public DestroyPhaseTests() => project.RequireKeysToDestroy();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ModuleStateStore State => new(Path.Combine(project.Root, "state"), TimeProvider.System);

    public void Dispose() => project.Dispose();

    private Task<RunSummary> DestroyAsync(ScriptedDriver driver, Func<RunPhaseOptions, RunPhaseOptions>? adjust = null) =>
        project.RunAsync(driver, Token, options => (adjust ?? (same => same))(options with { Destroy = true }));

    [Fact]
    public async Task Steps_go_backwards_with_their_inputs_and_what_is_known_of_them_goes_too()
    {
        await project.RunAsync(new ScriptedDriver(Address), Token);
        var marks = new List<ModuleStatus?>();
        var driver = new ScriptedDriver((request, _) =>
        {
            if (request.JudgesOnly)
            {
                Assert.Equal(ModuleStatus.Ok, State.Find(request.Module.Contract.ModuleRef, request.StepId)?.Status);
                return Task.FromResult(Changed);
            }

            request.BeforeChange();
            marks.Add(State.Find(request.Module.Contract.ModuleRef, request.StepId)?.Status);
            return Task.FromResult(Changed);
        });

        var summary = await DestroyAsync(driver);

        Assert.Equal((ExitCode.Ok, "destroy"), (summary.ExitCode, summary.Action));
        Assert.Equal(["app", "base"], driver.Requests.Where(request => !request.JudgesOnly).Select(request => request.StepId));
        Assert.Equal(2, driver.Requests.Count(request => request.JudgesOnly));
        Assert.All(driver.Requests, request => Assert.Equal(StepAction.Destroy, request.Action));
        Assert.All(driver.Requests.Where(request => request.StepId == "app"), request => Assert.Equal("10.0.0.7", (string?)request.Inputs["address"]));
        Assert.Equal([ModuleStatus.Destroying, ModuleStatus.Destroying], marks);
        Assert.Null(State.Find(Base, "base"));
        Assert.Null(State.Find(App, "app"));
        Assert.Equal(("destroy", "bootstrap"), (project.LastRun.Record!.Action, project.LastRun.Record.Verb));
        Assert.Empty(project.LastRun.Record.Steps.SelectMany(step => step.Published));
    }

    [Fact]
    public async Task What_needs_a_step_that_stays_is_there_still_and_an_unfinished_destroy_is_no_good_state()
    {
        await project.RunAsync(new ScriptedDriver(Address), Token);
        var driver = new ScriptedDriver((request, _) =>
        {
            if (request.JudgesOnly)
            {
                return Task.FromResult(Changed);
            }

            request.BeforeChange();
            return Task.FromResult(new DriverOutcome { Outcome = StepOutcome.Failed, Summary = "failed", Failure = "it holds on" });
        });

        var summary = await DestroyAsync(driver);

        Assert.Equal(ExitCode.ToolFailed, summary.ExitCode);
        Assert.Equal([StepOutcome.Failed, StepOutcome.NotRun], summary.Steps.Select(step => step.Outcome));
        Assert.Equal("it needs app, which did not succeed", summary.Steps[1].Failure);
        Assert.Equal(ModuleStatus.Failed, State.Find(App, "app")!.Status);
        Assert.Equal(ModuleStatus.Ok, State.Find(Base, "base")!.Status);
    }

    [Fact]
    public async Task One_refusal_keeps_all_and_is_known_before_anything_is_removed()
    {
        await project.RunAsync(new ScriptedDriver(Address), Token);
        var driver = new ScriptedDriver((request, _) => Task.FromResult(request.StepId == "base"
            ? new DriverOutcome { Outcome = StepOutcome.Refused, Summary = "1 to destroy", Failure = "nobody named it", Policy = new PlanVerdict { Deleted = 1 } }
            : Changed));

        var summary = await DestroyAsync(driver, options => options with { KeepWork = true });

        Assert.Equal(ExitCode.Refused, summary.ExitCode);
        Assert.All(driver.Requests, request => Assert.True(request.JudgesOnly));
        Assert.Equal([("app", "nothing is removed, because of base"), ("base", "nobody named it")], summary.Steps.Select(step => (step.Step, step.Failure)));
        Assert.Equal(1, project.LastRun.Record!.Steps[1].Plan!.Deleted);
        Assert.NotNull(State.Find(App, "app")!.Outputs);
    }

    [Fact]
    public async Task A_second_destroy_goes_on_with_the_defaults_of_what_is_no_longer_known()
    {
        var driver = new ScriptedDriver();

        var summary = await DestroyAsync(driver);

        Assert.Equal(ExitCode.Ok, summary.ExitCode);
        Assert.Equal("none", (string?)driver.Requests.Last(request => request.StepId == "app").Inputs["address"]);
        Assert.Contains(project.Events.OfType<StepProgress>(), progress => progress.Text == "base has not published address: input address is the module's default");
    }

    [Fact]
    public async Task A_step_gets_the_keys_that_its_contract_names_for_a_destroy_and_no_others()
    {
        await project.RunAsync(new ScriptedDriver(Address), Token);
        project.RequireKeysToDestroy("APP_ADMIN_TOKEN");
        var none = new ScriptedDriver();
        var missing = await Assert.ThrowsAnyAsync<HyOpsException>(() => DestroyAsync(none, options => options with { Phase = Phase.Bootstrap }));
        await project.SetAsync(Token, "APP_ADMIN_TOKEN=a-token-for-the-end");
        var driver = new ScriptedDriver();

        await DestroyAsync(driver);

        Assert.Equal(ExitCode.SecretsFailed, missing.ExitCode);
        Assert.Empty(none.Requests);
        Assert.Equal(["APP_ADMIN_TOKEN"], driver.Requests.Last(request => request.StepId == "app").Secrets.Names.Select(name => name.Value));
        Assert.Equal(["app"], Assert.Single(project.LastRun.Record!.Secrets).Steps);
    }

    [Fact]
    public async Task Dr_destroys_nothing()
    {
        var driver = new ScriptedDriver();

        var refused = await Assert.ThrowsAnyAsync<HyOpsException>(() => DestroyAsync(driver, options => options with { Phase = Phase.Dr }));

        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.Empty(driver.Requests);
    }

    [Theory]
    [InlineData("terraform_data.a", "more than one step may have this address", "base:terraform_data.a or app:terraform_data.a")]
    [InlineData("base:terraform_data.*", "wildcards are not taken", "whole address")]
    [InlineData("*", "wildcards are not taken", "whole address")]
    [InlineData("base:terraform_data.a[*]", "wildcards are not taken", "whole address")]
    [InlineData("base:terraform_data", "this is no address", "STEP:ADDRESS")]
    [InlineData("base:terraform_data.a[x]", "this is no address", "single quotes")]
    [InlineData("base:terraform_data.a ", "this is no address", "STEP:ADDRESS")]
    [InlineData("bsae:terraform_data.a", "'bsae' is no step of this run", "base, app")]
    public async Task A_name_that_names_nothing_is_an_operators_error(string text, string message, string nextStep)
    {
        var driver = new ScriptedDriver();

        var refused = await Assert.ThrowsAnyAsync<HyOpsException>(() =>
            project.RunAsync(driver, Token, options => options with { AllowDestroy = [text], Reason = "why" }));

        Assert.Equal(ExitCode.OperatorError, refused.ExitCode);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Contains(nextStep, refused.NextStep, StringComparison.Ordinal);
        Assert.Empty(driver.Requests);
    }

    [Fact]
    public async Task Names_need_a_reason_reach_their_step_alone_and_are_recorded_with_the_verdict()
    {
        string[] names = ["base:module.m[\"a.b\"].terraform_data.x[\"*\"]", "base:terraform_data.y (deposed object 0badcafe)"];
        var driver = new ScriptedDriver((request, _) => Task.FromResult(Changed with
        {
            Outputs = new JsonObject { ["address"] = "10.0.0.7" },
            Policy = new PlanVerdict { Deleted = 1, Findings = [new PlanFinding(PlanDecision.Allowed, "allow-destroy", "terraform_data.y", "delete", "named")] },
        }));

        var noReason = await Assert.ThrowsAnyAsync<HyOpsException>(() => project.RunAsync(driver, Token, options => options with { AllowDestroy = names }));
        await project.RunAsync(driver, Token, options => options with { AllowDestroy = names, Reason = "tidy" });

        Assert.Equal("--allow-destroy sets a rule aside, and no reason is given", noReason.Message);
        Assert.Equal(names.Select(name => name["base:".Length..]), driver.Requests[0].AllowedDestroys);
        Assert.Empty(driver.Requests[1].AllowedDestroys);
        var record = project.LastRun.Record!;
        var set = Assert.Single(record.Overrides);
        Assert.Equal(("allow-destroy", "tidy"), (set.Kind, set.Reason));
        Assert.Equal(names.Order(StringComparer.Ordinal), set.Keys);
        Assert.Equal(new RecordedFinding("allowed", "allow-destroy", "terraform_data.y", null, "delete", "named"), Assert.Single(record.Steps[0].Plan!.Findings));
    }

    [Fact]
    public async Task One_step_with_addresses_needs_no_prefix()
    {
        project.WriteEnvironment("local", "          - { id: base, module: core/test/base }");
        var driver = new ScriptedDriver(Address);

        await project.RunAsync(driver, Token, options => options with { AllowDestroy = ["terraform_data.a"], Reason = "why" });

        Assert.Equal(["terraform_data.a"], driver.Requests[0].AllowedDestroys);
    }

    private static Task<DriverOutcome> Address(DriverRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Changed with { Outputs = new JsonObject { ["address"] = "10.0.0.7" } });
}
