using System.Globalization;
using HyOps.Core.Runs;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Runs;

/// <summary>What the plan policy said of a step's plan, for a person.</summary>
internal static class PlanFindings
{
    private const string Refused = "refused";
    private const string Warned = "warned";

    /// <summary>Whether there is anything beside refusals, which the step's failure tells.</summary>
    /// <param name="plan">The plan.</param>
    public static bool HasUnsaid(RecordedPlan plan) => plan.Findings.Any(static finding => finding.Decision != Refused);

    /// <summary>What was looked at, in a line: <c>2 created, 1 deleted; 2 rules asked; 5 attributes unknown until the apply</c>.</summary>
    /// <param name="plan">The plan.</param>
    public static string Looked(RecordedPlan plan)
    {
        (int Count, string Word)[] counts =
            [(plan.Created, "created"), (plan.Updated, "updated"), (plan.Replaced, "replaced"), (plan.Deleted, "deleted"), (plan.Forgotten, "forgotten")];
        var some = counts.Where(static count => count.Count > 0).Select(static count => string.Create(CultureInfo.InvariantCulture, $"{count.Count} {count.Word}")).ToList();
        var rules = plan.Rules == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {plan.Rules} {(plan.Rules == 1 ? "rule" : "rules")} asked");
        var unknown = plan.Unknown == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {plan.Unknown} {(plan.Unknown == 1 ? "attribute" : "attributes")} unknown until the apply");
        return (some.Count == 0 ? "no object changed" : string.Join(", ", some)) + rules + unknown;
    }

    /// <summary>Writes the findings, one a line.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="withRefused">Whether refusals are among them.</param>
    public static void Write(Screen screen, RecordedPlan plan, bool withRefused)
    {
        foreach (var finding in plan.Findings.Where(finding => withRefused || finding.Decision != Refused))
        {
            var place = finding.Attribute is null ? finding.Address : $"{finding.Address} {finding.Attribute}";
            screen.WriteLine(
                Foreign.Line($"  {finding.Decision}: {place} ({finding.Action}): {finding.Why}"),
                finding.Decision switch { Refused => TextStyle.Bad, Warned => TextStyle.Warning, _ => TextStyle.Normal });
        }
    }
}
