using System.Globalization;
using HyOps.Core;

namespace HyOps.Engine.Plans;

/// <summary>A plan that is not there, or must not be applied.</summary>
public sealed class PlanException : HyOpsException
{
    private const string MakeNew = "make a new plan (--plan-only), and have it approved";

    private PlanException(ExitCode code, string message, string nextStep, IReadOnlyList<string>? differences = null)
        : base(code, message, nextStep) => Differences = differences ?? [];

    /// <summary>What is not as it was when the plan was made, each in words.</summary>
    public IReadOnlyList<string> Differences { get; }

    internal static PlanException NotOne(string asked, int matches, string directory) => new(
        ExitCode.OperatorError, matches == 0 ? $"no plan '{asked}' in {directory}" : $"'{asked}' fits {matches} plans", "see 'hyops plans list' and give the whole id");

    internal static PlanException OfAnother(string what, string ofPlan, string asked, string id) => new(
        ExitCode.Refused, $"plan {id} was made for the {what} {ofPlan}, and this run is of {asked}. Nothing was started", $"name the {what} that you mean, or see 'hyops plans list --env {asked}'");

    internal static PlanException Applied(AppliedPlan applied) => new(
        ExitCode.Refused,
        string.Create(CultureInfo.InvariantCulture, $"plan {applied.PlanId} was applied at {applied.Started:u} by run {applied.Run}, approved by {applied.ApprovedBy}: a plan is good for once. Nothing was started"),
        MakeNew);

    internal static PlanException Interrupted(AppliedPlan applied) => new(
        ExitCode.Refused,
        string.Create(CultureInfo.InvariantCulture, $"plan {applied.PlanId} was being applied by run {applied.Run} since {applied.Started:u}, which did not come to its end: part of it may be done. Nothing was started"),
        $"see what it did: hyops runs show {applied.Run}; then {MakeNew}: what is done already is found unchanged");

    internal static PlanException Differs(string id, IReadOnlyList<string> differences) => new(
        ExitCode.Refused, $"plan {id} is not applied, because this is not what was approved:\n{string.Join('\n', differences.Select(difference => $"- {difference}"))}\nNothing was changed", MakeNew, differences);

    internal static PlanException FilesMoved(string? step) => new(
        ExitCode.Refused, $"files {(step is null ? "below modules/ or inventories/" : $"of step {step}")} changed while the plan was made, so nobody can say what it was made of. No plan was sealed", "make the plan again while nobody edits");

    internal static PlanException OtherVersion(string path) => new(ExitCode.Refused, $"{path}: the sealed plan was made by another version of hyops", MakeNew);

    internal static string Expired(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"the plan expired at {at:u}");
}
