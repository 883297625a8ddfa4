namespace HyOps.Cli.Tests.Plans;

/// <summary>Plans from end to end: made, shown, sealed, approved, applied once; with the real Terraform.</summary>
public sealed class SealedPlanTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_plan_is_shown_and_sealed_changes_nothing_and_lies_nowhere_in_the_clear()
    {
        using var project = await PlanProject.CreateAsync();

        var planned = await project.PlanAsync();

        Assert.True(planned.ExitCode == 0, planned.Error + planned.Output);
        var steps = planned.Json["plan"]!["steps"]!;
        Assert.Equal("terraform_data.lan create", $"{steps[0]!["resources"]![0]!["address"]} {steps[0]!["resources"]![0]!["action"]}");
        Assert.Equal(
            ["id: (known after apply)", $"input.cidr: \"{PlanProject.Value}\"", "input.guarded: (sensitive)"],
            steps[0]!["resources"]![0]!["attributes"]!.AsArray().Select(attribute => $"{attribute!["path"]}: {attribute["after"]}").Where(text => !text.StartsWith("output", StringComparison.Ordinal)));
        Assert.Equal($"\"{PlanProject.Value}\"", (string?)steps[1]!["resources"]![0]!["attributes"]!.AsArray().First(attribute => (string?)attribute!["path"] == "input")!["after"]);
        Assert.Equal("", project.StateText);
        Assert.False(Directory.Exists(Path.Combine(project.Root, "state", "modules")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(project.Root, "work")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(project.SealedFile));
        Assert.Empty(new[] { PlanProject.Value, PlanProject.Secret, "terraform_data", "PK\u0003\u0004" }.SelectMany(text => PlanProject.FilesWith(Path.Combine(project.Root, "plans"), text)));
        Assert.Empty(PlanProject.FilesWith(project.Root, PlanProject.Secret));
        var plan = project.Record("plan")["plan"]!;
        Assert.Equal(("made", "bootstrap", "tester on test-host"), ((string?)plan["action"], (string?)plan["phase"], (string?)plan["requested_by"]));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_approved_plan_is_applied_as_it_is_once()
    {
        using var project = await PlanProject.CreateAsync();
        var id = await project.PlannedAsync();
        var shown = await project.CallAsync("plans", "show", id[^8..]);

        var applied = await project.ApplyAsync(id[^8..]);
        var again = await project.ApplyAsync(id);
        var list = await project.CallAsync("plans", "list", "--json");

        Assert.Contains("+ terraform_data.lan  (create)", shown.Output, StringComparison.Ordinal);
        Assert.True(applied.ExitCode == 0, applied.Error + applied.Output);
        Assert.Equal(["changed", "changed"], applied.Json["steps"]!.AsArray().Select(step => (string?)step!["outcome"]));
        Assert.Contains(PlanProject.Value, project.StateText, StringComparison.Ordinal);
        var record = project.Record("bootstrap");
        Assert.Equal(13, again.ExitCode);
        Assert.Contains("approved by A. Person: a plan is good for once", (string?)again.Json["error"]!["message"], StringComparison.Ordinal);
        Assert.Equal(("applied", "A. Person"), ((string?)list.Json["plans"]![0]!["status"], (string?)list.Json["plans"]![0]!["approved_by"]));
        Assert.Equal(("applied", id), ((string?)record["plan"]!["action"], (string?)record["plan"]!["plan_id"]));
        Assert.Empty(Directory.GetFiles(Path.Combine(project.Root, "plans"), "*.sealed"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(project.Root, "work")));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_step_whose_inputs_nobody_knows_yet_waits_and_is_planned_after_the_one_before_it()
    {
        using var project = await PlanProject.CreateAsync();
        project.WriteEnvironment("local", "lan_id");
        project.Commit();

        var first = await project.PlanAsync();
        var applied = await project.ApplyAsync((string)first.Json["plan"]!["plan_id"]!);
        var second = await project.PlanAsync();
        var appliedToo = await project.ApplyAsync((string)second.Json["plan"]!["plan_id"]!);
        var nothing = await project.PlanAsync();

        Assert.Equal("not-planned", (string?)first.Json["steps"]![1]!["outcome"]);
        Assert.Contains("cannot be planned before net is applied: its input range takes the output lan_id", (string?)first.Json["steps"]![1]!["failure"], StringComparison.Ordinal);
        Assert.Equal(["changed", "not-planned"], applied.Json["steps"]!.AsArray().Select(step => (string?)step!["outcome"]));
        Assert.Equal(["none", "apply"], second.Json["plan"]!["steps"]!.AsArray().Select(step => (string?)step!["effect"]));
        Assert.True(appliedToo.ExitCode == 0, appliedToo.Error + appliedToo.Output);
        Assert.Equal(["unchanged", "changed"], appliedToo.Json["steps"]!.AsArray().Select(step => (string?)step!["outcome"]));
        Assert.Equal((0, null), (nothing.ExitCode, nothing.Json["plan"]!["plan_id"]));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_plan_for_a_state_that_went_on_is_refused_by_its_step()
    {
        using var project = await PlanProject.CreateAsync();
        var id = await project.PlannedAsync();
        await project.CallAsync("run", "bootstrap", "--no-install");
        var before = project.StateText;

        var applied = await project.ApplyAsync(id);

        Assert.Equal(13, applied.ExitCode);
        Assert.StartsWith("the state changed since the plan was made", (string?)applied.Json["steps"]![0]!["failure"], StringComparison.Ordinal);
        Assert.Equal(before, project.StateText);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_the_policy_refuses_is_shown_and_not_sealed()
    {
        using var project = await PlanProject.CreateAsync();
        await project.CallAsync("run", "bootstrap", "--no-install");
        project.EditStack("\"lan\" { input", "\"other\" { input");
        project.EditStack("terraform_data.lan.id", "terraform_data.other.id");

        var planned = await project.PlanAsync();

        Assert.Equal(13, planned.ExitCode);
        Assert.Null(planned.Json["plan"]!["plan_id"]);
        Assert.Contains(planned.Json["plan"]!["steps"]![0]!["resources"]!.AsArray(), resource => (string?)resource!["address"] == "terraform_data.lan" && (string?)resource["action"] == "destroy");
        Assert.False(Directory.Exists(Path.Combine(project.Root, "plans")));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_expired_is_pruned_and_what_did_not_stays()
    {
        using var project = await PlanProject.CreateAsync();
        await project.PlanAsync("--plan-expires", "4h");

        var kept = await project.CallAsync("plans", "prune", "--json");
        var later = await project.InAsync(project.World.Surroundings() with { Clock = new LaterClock(TimeSpan.FromHours(5)) }, "plans", "prune", "--json");

        Assert.Empty(kept.Json["removed"]!.AsArray());
        Assert.Single(later.Json["removed"]!.AsArray());
        Assert.Empty(Directory.GetFiles(Path.Combine(project.Root, "plans")));
    }
}
