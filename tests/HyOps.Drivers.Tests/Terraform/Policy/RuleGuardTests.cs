using System.Text;
using System.Text.RegularExpressions;
using HyOps.Core.Drivers;
using HyOps.Core.Environments;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;
using HyOps.Drivers.Terraform;
using HyOps.Drivers.Terraform.Policy;
using HyOps.Drivers.Tests.Steps;

namespace HyOps.Drivers.Tests.Terraform.Policy;

public sealed class RuleGuardTests : IDisposable
{
    private static readonly SourceLocation Place = new("environment.yml", 9, 5);
    private readonly StepBench bench = new();

    public void Dispose() => bench.Dispose();

    private Task<DriverOutcome> RunAsync() =>
        bench.RunAsync(new TerraformDriver(bench.Runner), new Version(1, 11, 4), TestContext.Current.CancellationToken);

    [Fact(Timeout = 60_000)]
    public async Task Rules_deny_warn_and_take_what_only_the_apply_knows_for_unknown()
    {
        bench.Stack("main.tf", """
            resource "terraform_data" "open" { input = { public = true, rules = [{ port = 22 }, { port = 443 }] } }
            resource "terraform_data" "later" { input = terraform_data.open.id }
            """);
        var open = Rule("input.public", new EqualsCondition("true"));
        var port = Rule("input.rules.port", new EqualsCondition("22"), denies: false);
        var later = Rule("input", new EqualsCondition("x"), resource: "terraform_data.later");
        bench.Guardrails = new GuardrailSettings { Rules = [open, port, later] };

        var refused = await RunAsync();
        bench.Guardrails = new GuardrailSettings { Rules = [port, later with { AllowsUnknown = true }] };
        var allowed = await RunAsync();

        Assert.Equal(StepOutcome.Refused, refused.Outcome);
        Assert.Contains("  terraform_data.open input.public (create): input.public equals 'true': because (rule environment.yml(9,5))\n", refused.Failure, StringComparison.Ordinal);
        Assert.Contains("  terraform_data.later input (create): input is unknown until the apply: because (rule environment.yml(9,5))\n", refused.Failure, StringComparison.Ordinal);
        Assert.Contains("  terraform_data.later input.public (create): input.public is unknown until the apply", refused.Failure, StringComparison.Ordinal);
        Assert.DoesNotContain("--allow-destroy", refused.Failure, StringComparison.Ordinal);
        Assert.Equal(3, refused.Policy!.Rules);
        Assert.Equal(StepOutcome.Changed, allowed.Outcome);
        Assert.All(allowed.Policy!.Findings, static finding => Assert.Equal((PlanDecision.Warned, "rule", "input.rules.port"), (finding.Decision, finding.Guard, finding.Attribute)));
        Assert.Equal(["terraform_data.later", "terraform_data.open"], allowed.Policy.Findings.Select(static finding => finding.Address));
        Assert.Contains("warned: terraform_data.open input.rules.port (create): input.rules.port equals '22': because (rule environment.yml(9,5))", bench.Reports);
    }

    [Theory]
    [InlineData("t", RuleAction.Any, "create", true)]
    [InlineData("t", RuleAction.Create, "create", true)]
    [InlineData("t", RuleAction.Create, "delete,create", true)]
    [InlineData("t", RuleAction.Create, "update", false)]
    [InlineData("t", RuleAction.Update, "update", true)]
    [InlineData("t", RuleAction.Delete, "delete", true)]
    [InlineData("t", RuleAction.Delete, "create,delete", true)]
    [InlineData("t", RuleAction.Delete, "forget", false)]
    [InlineData("t", RuleAction.Replace, "delete,create", true)]
    [InlineData("t", RuleAction.Replace, "create,forget", true)]
    [InlineData("t", RuleAction.Replace, "delete", false)]
    [InlineData("t", RuleAction.Forget, "create,forget", true)]
    [InlineData("t", RuleAction.Any, "no-op", false)]
    [InlineData("t", RuleAction.Any, "read", false)]
    [InlineData("t*", RuleAction.Any, "create", true)]
    [InlineData("x*", RuleAction.Any, "create", false)]
    [InlineData("module.m.*", RuleAction.Any, "create", true)]
    [InlineData("module.n.*", RuleAction.Any, "create", false)]
    public void A_rule_is_about_resources_and_actions(string resource, RuleAction action, string actions, bool expected)
    {
        var rule = new PlanRule { Resource = resource, Action = action, Reason = "because", Location = Place };

        Assert.Equal(expected ? 1 : 0, Findings(rule, actions, "{}", "{}").Count);
    }

    [Theory]
    [InlineData("a", "equals", "1", """{"a":1.0}""", "{}", "holds")]
    [InlineData("a", "equals", "true", """{"a":"true"}""", "{}", "holds")]
    [InlineData("a", "equals", "x", """{"a":["y","x"]}""", "{}", "holds")]
    [InlineData("a", "equals", "x", """{"a":null}""", "{}", "not")]
    [InlineData("a", "equals", "x", """{}""", """{"a":true}""", "unknown")]
    [InlineData("a", "equals", "x", """{"a":[null,"x"]}""", """{"a":[true,false]}""", "holds")]
    [InlineData("a", "equals", "x", """{"a":[null,"y"]}""", """{"a":[true,false]}""", "unknown")]
    [InlineData("a.b", "equals", "x", """{"a":[{"b":"y"},{"b":"x"}]}""", "{}", "holds")]
    [InlineData("a[0].b", "equals", "x", """{"a":[{"b":"y"},{"b":"x"}]}""", "{}", "not")]
    [InlineData("a[*].b", "equals", "x", """{"a":{"k":{"b":"x"}}}""", "{}", "holds")]
    [InlineData("a[\"k.1\"]", "equals", "x", """{"a":{"k.1":"x"}}""", "{}", "holds")]
    [InlineData("a.b", "equals", "x", """{}""", """{"a":true}""", "unknown")]
    [InlineData("a.b", "equals", "x", """{"a":{}}""", """{"a":{"b":true}}""", "unknown")]
    [InlineData("a.b", "equals", "x", """{"a":[]}""", "{}", "not")]
    [InlineData("a", "not_equals", "false", """{"a":null}""", "{}", "holds")]
    [InlineData("a", "not_equals", "false", """{"a":false}""", "{}", "not")]
    [InlineData("a", "not_equals", "false", """{}""", """{"a":true}""", "unknown")]
    [InlineData("a.b", "not_equals", "Deny", """{"a":[]}""", "{}", "holds")]
    [InlineData("a", "matches", "^0\\.0", """{"a":["10.0.0.0/8","0.0.0.0/0"]}""", "{}", "holds")]
    [InlineData("a", "matches", "^8", """{"a":80}""", "{}", "holds")]
    [InlineData("a", "present", "false", """{"a":[]}""", "{}", "holds")]
    [InlineData("a", "present", "false", """{"a":""}""", "{}", "holds")]
    [InlineData("a", "present", "true", """{"a":{"k":null}}""", "{}", "holds")]
    [InlineData("a", "present", "true", """{"a":null}""", "{}", "not")]
    [InlineData("a", "present", "false", """{}""", """{"a":true}""", "unknown")]
    [InlineData("a", "present", "false", """{"a":[null]}""", """{"a":[true]}""", "not")]
    [InlineData("typo", "equals", "x", """{"a":"x"}""", "{}", "unknown")]
    public void A_rule_asks_an_attribute(string path, string asks, string text, string after, string unknown, string expected)
    {
        var rule = Rule(path, Condition(asks, text), resource: "t");

        var findings = Findings(rule, "create", after, unknown);
        var allowing = Findings(rule with { AllowsUnknown = true }, "create", after, unknown);

        Assert.Equal(expected, findings is [var one] ? one.Why.Contains("unknown", StringComparison.Ordinal) ? "unknown" : "holds" : "not");
        Assert.Equal(expected == "holds" ? 1 : 0, allowing.Count);
    }

    [Fact]
    public void A_rule_on_deleting_looks_at_what_goes_away_and_one_on_any_type_passes_over_types_without_the_attribute()
    {
        var rule = Rule("a", new EqualsCondition("before"), resource: "t");

        Assert.Single(Findings(rule with { Action = RuleAction.Delete }, "delete,create", """{"a":"after"}""", "{}", """{"a":"before"}"""));
        Assert.Empty(Findings(rule with { Action = RuleAction.Replace }, "delete,create", """{"a":"after"}""", "{}", """{"a":"before"}"""));
        Assert.Single(Findings(rule, "delete", "null", "{}", """{"a":"before"}"""));
        Assert.Empty(Findings(Rule("typo", new EqualsCondition("x")), "create", """{"a":"x"}""", "{}"));
    }

    private static AttributeCondition Condition(string asks, string text) => asks switch
    {
        "equals" => new EqualsCondition(text),
        "not_equals" => new NotEqualsCondition(text),
        "matches" => new MatchesCondition(new Regex(text, MatchesCondition.Options)),
        _ => new PresentCondition(text == "true"),
    };

    private static PlanRule Rule(string path, AttributeCondition condition, string resource = "t*", bool denies = true) => new()
    {
        Resource = resource,
        Attribute = AttributePath.TryParse(path, out var parsed) ? parsed : throw new ArgumentException(path),
        Condition = condition,
        Denies = denies,
        Reason = "because",
        Location = Place,
    };

    private List<PlanFinding> Findings(PlanRule rule, string actions, string after, string unknown, string before = "null")
    {
        var plan = TerraformPlan.Read(Encoding.UTF8.GetBytes($$"""
            {
              "format_version": "1.2",
              "resource_changes": [{
                "address": "module.m.t.n", "mode": "managed", "type": "t",
                "change": { "actions": ["{{actions.Replace(",", "\",\"", StringComparison.Ordinal)}}"], "before": {{before}}, "after": {{after}}, "after_unknown": {{unknown}} }
              }]
            }
            """));
        bench.Guardrails = new GuardrailSettings { Rules = [rule] };
        return [.. RuleGuard.Judge(plan, bench.Request("terraform", new Version(1, 11, 4)))];
    }
}
