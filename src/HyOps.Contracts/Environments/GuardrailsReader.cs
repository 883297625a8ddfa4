using System.Text.RegularExpressions;
using HyOps.Contracts.Reading;
using HyOps.Core.Configuration;
using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Reads guardrails: of environment.yml.</summary>
internal static partial class GuardrailsReader
{
    public static GuardrailSettings Read(MapReader? guardrails, ProblemList problems)
    {
        if (guardrails is null)
        {
            return new GuardrailSettings();
        }

        var settings = new GuardrailSettings
        {
            Protect = guardrails.Texts("protect"),
            MaxDestroy = guardrails.Integer("max_destroy", 0, 100_000) ?? 0,
            Rules = [.. guardrails.Sections("rules").Select(rule => new PlanRuleReader(rule, problems).Read()).OfType<PlanRule>()],
        };
        foreach (var item in guardrails.List("protect").OfType<ConfigScalar>().Where(item => WhyDead(item.Text) is not null))
        {
            problems.Error(
                ProblemCodes.DeadPattern, item.Location, $"guardrails.protect has '{Shown.Text(item.Text)}', which {WhyDead(item.Text)}",
                "Write addresses as Terraform prints them, with * for any characters: azurerm_key_vault.*, module.db.*.", "guardrails.protect");
        }

        guardrails.RejectUnknown();
        return settings;
    }

    /// <summary>Why a pattern of addresses can match none, in words; null where it can.</summary>
    /// <param name="pattern">The pattern.</param>
    public static string? WhyDead(string pattern) => pattern switch
    {
        _ when pattern != pattern.Trim() => "begins or ends with a space",
        _ when pattern.Contains('*', StringComparison.Ordinal) => null,
        _ when ModuleAlone().IsMatch(pattern) => $"is a module without its resources: write {pattern}.*",
        _ when !pattern.Contains('.', StringComparison.Ordinal) => "is no address: it has no dot and no *",
        _ when pattern[0] == '.' || pattern[^1] == '.' => "is no whole address",
        _ => null,
    };

    [GeneratedRegex("""\A(?:module\.[^.\[\]]+(?:\[(?:[0-9]+|"(?:[^"\\]|\\.)*")\])?(?:\.|\z))+\z""", RegexOptions.NonBacktracking)]
    private static partial Regex ModuleAlone();
}
