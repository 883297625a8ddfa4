using System.Text.RegularExpressions;
using HyOps.Contracts.Reading;
using HyOps.Core.Configuration;
using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Reads one of guardrails.rules.</summary>
internal sealed class PlanRuleReader(MapReader rule, ProblemList problems)
{
    private static readonly string[] Conditions = ["equals", "not_equals", "matches", "present"];

    private static readonly Dictionary<string, RuleAction> Actions = new()
    {
        ["any"] = RuleAction.Any,
        ["create"] = RuleAction.Create,
        ["update"] = RuleAction.Update,
        ["replace"] = RuleAction.Replace,
        ["delete"] = RuleAction.Delete,
        ["forget"] = RuleAction.Forget,
    };

    private static readonly Dictionary<string, bool> Verdicts = new() { ["deny"] = true, ["warn"] = false };

    private static readonly Dictionary<string, bool> Unknowns = new() { ["deny"] = false, ["allow"] = true };

    public PlanRule? Read()
    {
        var resource = ReadResource();
        var action = rule.Choice("action", Actions, required: true);
        var attribute = ReadAttribute();
        var conditions = ReadConditions();
        var denies = rule.Choice("verdict", Verdicts, required: true);
        var reason = rule.Text("reason", required: true);
        var unknown = rule.Choice("when_unknown", Unknowns);
        CheckTogether(unknown is not null);
        rule.RejectUnknown();
        return resource is null || action is null || denies is null || reason is null ? null : new PlanRule
        {
            Resource = resource,
            Action = action.Value,
            Attribute = attribute,
            Condition = attribute is null ? null : conditions.FirstOrDefault(),
            Denies = denies.Value,
            Reason = reason,
            AllowsUnknown = unknown ?? false,
            Location = rule.Location,
        };
    }

    private string? ReadResource()
    {
        var resource = rule.Text("resource", required: true);
        if (resource?.Contains('.', StringComparison.Ordinal) is true && GuardrailsReader.WhyDead(resource) is { } why)
        {
            problems.Error(
                ProblemCodes.DeadPattern, rule.LocationOf("resource"), $"{rule.PathOf("resource")} is '{Shown.Text(resource)}', which {why}",
                "Write a type (azurerm_*) or an address (module.db.*).", rule.PathOf("resource"));
        }

        return resource;
    }

    private AttributePath? ReadAttribute()
    {
        AttributePath? path = null;
        var text = rule.Text("attribute");
        if (text is null || AttributePath.TryParse(text, out path))
        {
            return path;
        }

        Refuse("attribute", $"'{Shown.Text(text)}' is no path of an attribute", "Write names with dots, and [0], [*] or [\"key\"] for what is in lists and maps: network_acls[0].default_action.");
        return null;
    }

    private List<AttributeCondition> ReadConditions() =>
    [
        .. Of(Scalar("equals"), static text => new EqualsCondition(text)),
        .. Of(Scalar("not_equals"), static text => new NotEqualsCondition(text)),
        .. Of(rule.Text("matches"), Pattern),
        .. rule.Boolean("present") is { } present ? [new PresentCondition(present)] : (AttributeCondition[])[],
    ];

    private static IEnumerable<AttributeCondition> Of(string? text, Func<string, AttributeCondition?> make) =>
        text is not null && make(text) is { } condition ? [condition] : [];

    // true and True are one boolean; "true" in quotes is its text, and Terraform converts one to the other.
    private string? Scalar(string key)
    {
        var text = rule.Text(key, mayBeEmpty: true);
        return rule.Node(key) is ConfigScalar { AsBoolean: { } boolean } ? boolean ? "true" : "false" : text;
    }

    private MatchesCondition? Pattern(string text)
    {
        try
        {
            return new MatchesCondition(new Regex(text, MatchesCondition.Options));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            Refuse("matches", $"'{Shown.Text(text)}' is no regular expression that can be used", "Write one without look-around and back-references; backslashes stay as they are in single quotes.");
            return null;
        }
    }

    private void CheckTogether(bool saysUnknown)
    {
        var written = Conditions.Where(key => rule.Node(key) is not null).ToList();
        var all = string.Join(", ", Conditions);
        var asks = rule.Node("attribute") is not null;
        if (written.Count > 1)
        {
            Refuse(written[1], $"{written[0]} and {written[1]} stand in one rule", "Write two rules, or leave one of the two out.");
        }
        else if (asks && written.Count == 0)
        {
            Refuse("attribute", "an attribute is named, and nothing is asked of it", $"Add one of {all}.");
        }
        else if (!asks && written.Count == 1)
        {
            Refuse(written[0], $"{written[0]} has no attribute to look at", "Add attribute.");
        }
        else if (!asks && saysUnknown)
        {
            Refuse("when_unknown", "when_unknown has no attribute to look at", "Add attribute with a condition, or leave when_unknown out: actions are always known.");
        }
    }

    private void Refuse(string key, string what, string fix) =>
        problems.Error(ProblemCodes.BadRule, rule.LocationOf(key), $"{rule.PathOf(key)}: {what}", fix, rule.PathOf(key));
}
