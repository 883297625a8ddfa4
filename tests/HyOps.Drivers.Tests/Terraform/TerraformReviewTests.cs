using System.Text;
using System.Text.Json;
using HyOps.Core.Plans;
using HyOps.Drivers.Terraform;

namespace HyOps.Drivers.Tests.Terraform;

public sealed class TerraformReviewTests
{
    private const string Secret = "hunter2-hunter2-hunter2";

    [Fact]
    public void Attributes_that_change_are_named_and_values_that_nobody_may_see_are_not_shown()
    {
        var plan = Read("""
            { "format_version": "1.2", "resource_changes": [ { "address": "db.main", "change": {
                "actions": ["update"],
                "before": { "name": "a", "tags": { "owner": "x", "kept": 1 }, "password": "old-one", "note": "n", "ports": [1, 2] },
                "after": { "name": "b", "tags": { "owner": "y", "kept": 1 }, "password": "new-one", "note": "HUNTER", "ports": [1, 3] },
                "after_unknown": { "address": true, "tags": {}, "ports": [false, false] },
                "before_sensitive": { "password": true, "tags": {} }, "after_sensitive": { "password": true, "tags": {} } } } ] }
            """);

        var resource = Assert.Single(plan.Resources);
        Assert.Equal(("db.main", PlannedAction.Update), (resource.Address, resource.Action));
        Assert.Equal(
            [
                new("address", null, "(known after apply)"),
                new("name", "\"a\"", "\"b\""),
                new("note", "\"n\"", "(holds a secret)"),
                new("password", "(sensitive)", "(sensitive)"),
                new("ports", "[1,2]", "[1,3]"),
                new PlannedAttribute("tags.owner", "\"x\"", "\"y\""),
            ],
            resource.Attributes);
    }

    [Theory]
    [InlineData("create", PlannedAction.Create)]
    [InlineData("update", PlannedAction.Update)]
    [InlineData("delete", PlannedAction.Destroy)]
    [InlineData("delete,create", PlannedAction.Replace)]
    [InlineData("create,delete", PlannedAction.Replace)]
    [InlineData("forget", PlannedAction.Forget)]
    [InlineData("create,forget", PlannedAction.Forget)]
    [InlineData("read", PlannedAction.Read)]
    [InlineData("no-op", null)]
    public void Every_action_has_its_word(string actions, PlannedAction? expected)
    {
        var list = string.Join(',', actions.Split(',').Select(action => $"\"{action}\""));

        var plan = Read($$"""{ "format_version": "1.2", "resource_changes": [ { "address": "a.b", "change": { "actions": [{{list}}], "before": null, "after": null } } ] }""");

        Assert.Equal(expected, plan.Resources.SingleOrDefault()?.Action);
    }

    [Fact]
    public void Outputs_are_known_unknown_or_held_back()
    {
        var plan = Read("""
            { "format_version": "1.2", "output_changes": {
                "cidr":  { "actions": ["create"], "before": null, "after": "10.0.0.0/24", "after_unknown": false, "before_sensitive": false, "after_sensitive": false },
                "kept":  { "actions": ["no-op"], "before": 1, "after": 1, "after_unknown": false, "before_sensitive": false, "after_sensitive": false },
                "id":    { "actions": ["create"], "before": null, "after_unknown": true, "before_sensitive": false, "after_sensitive": false },
                "part":  { "actions": ["create"], "before": null, "after": { "name": "n" }, "after_unknown": { "id": true }, "before_sensitive": false, "after_sensitive": false },
                "token": { "actions": ["create"], "before": null, "after": "t", "after_unknown": false, "before_sensitive": true, "after_sensitive": true },
                "dsn":   { "actions": ["create"], "before": null, "after": "HUNTER", "after_unknown": false, "before_sensitive": false, "after_sensitive": false },
                "gone":  { "actions": ["delete"], "before": "g", "after": null, "after_unknown": false, "before_sensitive": false, "after_sensitive": false } } }
            """);

        Assert.Equal("""{"cidr":"10.0.0.0/24","kept":1}""", plan.Outputs.ToJsonString());
        Assert.Equal(["id", "part"], plan.UnknownOutputs);
        Assert.Equal(["token", "dsn"], plan.WithheldOutputs);
        Assert.Equal(
            ["\"10.0.0.0/24\"", "(known after apply)", "{\"name\":\"n\"} and (known after apply)", "(sensitive)", "(holds a secret)", null],
            plan.OutputChanges.Select(output => output.After));
    }

    [Fact]
    public void Nothing_of_a_secret_is_in_any_text_of_a_review()
    {
        var plan = Read("""
            { "format_version": "1.2", "resource_changes": [ { "address": "a.b[\"HUNTER\"]", "change": { "actions": ["create"], "before": null,
                "after": { "HUNTER": 1, "deep": [ { "x": "postgres://app:HUNTER@db" } ] }, "after_unknown": {}, "before_sensitive": false, "after_sensitive": {} } } ] }
            """);

        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(plan.Resources), StringComparison.Ordinal);
        Assert.Equal("a.b[\"***\"]", plan.Resources[0].Address);
    }

    [Fact]
    public void What_is_no_plan_is_an_error_and_not_an_empty_review() => Assert.ThrowsAny<JsonException>(() => Read("terraform crashed"));

    [Fact]
    public void News_about_what_the_plan_touches_or_the_environment_protects_refuses_and_other_news_warns()
    {
        var planned = Read("""
            { "format_version": "1.2",
              "resource_changes": [ { "address": "a.touched", "change": { "actions": ["update"], "before": {}, "after": {} } } ],
              "resource_drift": [ { "address": "a.touched", "change": { "actions": ["update"], "before": { "x": 1 }, "after": { "x": 2 } } },
                                  { "address": "a.mended", "change": { "actions": ["update"], "before": { "x": 1 }, "after": { "x": 2 } } } ] }
            """);

        var same = Look(planned, """{ "address": "a.touched", "change": { "after": { "x": 2 } } }, { "address": "a.mended", "change": { "after": { "x": 2 } } }""");
        var news = Look(
            planned,
            """
            { "address": "a.touched", "change": { "after": { "x": 3 } } },
            { "address": "a.mended", "change": { "after": { "x": 2 } } },
            { "address": "module.m[\"k\"].vault.main", "change": { "after": null } },
            { "address": "a.other", "change": { "after": { "x": 9 } } }
            """);
        var mended = Look(planned, """{ "address": "a.touched", "change": { "after": { "x": 2 } } }""");

        Assert.Empty(same.Refusals.Concat(same.Warnings));
        Assert.Equal(
            ["a.touched was changed outside of Terraform since the plan was made (x)", "module.m[\"k\"].vault.main was removed outside of Terraform since the plan was made, and guardrails.protect names it"],
            news.Refusals);
        Assert.Equal(["a.other was changed outside of Terraform since the plan was made (x); the plan does not touch it"], news.Warnings);
        Assert.Equal(["a.mended was changed back outside of Terraform since the plan was made; the plan does not touch it"], mended.Warnings);
    }

    private static DriverLook Look(DriverPlan planned, string drift) => new DriftVerdict(planned, ["vault.*"])
        .Of(TerraformReview.ReadDrift(Encoding.UTF8.GetBytes($$"""{ "resource_drift": [ {{drift}} ] }"""), static _ => false, static text => text));

    private static DriverPlan Read(string json) => TerraformReview.Read(
        Encoding.UTF8.GetBytes(json.Replace("HUNTER", Secret, StringComparison.Ordinal)),
        static text => text.Contains(Secret, StringComparison.Ordinal),
        static text => text.Replace(Secret, "***", StringComparison.Ordinal));
}
