using HyOps.Core;

namespace HyOps.Engine.Runbooks;

/// <summary>A recovery cannot be begun, resumed or approved as asked.</summary>
public sealed class RunbookException : HyOpsException
{
    private RunbookException(ExitCode exitCode, string message, string nextStep)
        : base(exitCode, message, nextStep)
    {
    }

    internal static RunbookException JournalUnreadable(string path, string reason) =>
        new(ExitCode.OperatorError, $"{path} cannot be resumed from: {reason}", "name the run's id, or its journal.jsonl as it was written");

    internal static RunbookException NoJournal(string run) =>
        new(ExitCode.OperatorError, $"{run} has no journal", "only runs of dr and dr-failback can be resumed: 'hyops runs list' shows them");

    internal static RunbookException NowhereKept(string asked, string logsDirectory, string elsewhere) =>
        new(ExitCode.OperatorError, $"no run '{asked}' with a journal in {logsDirectory}, and {elsewhere}", "name the run as 'hyops runs list' shows it where it ran, or bring its journal.jsonl and name that");

    internal static RunbookException OfAnother(string what, string inJournal, string asked) =>
        new(ExitCode.OperatorError, $"the journal is of {what} {inJournal}, and {asked} was asked for", $"resume it where it began, on {inJournal}");

    internal static RunbookException OnlyForRecovery(string option, string phase) =>
        new(ExitCode.OperatorError, $"{option} is for dr and dr-failback, not for {phase}", "leave it out");

    internal static RunbookException Both(string option, string other) =>
        new(ExitCode.OperatorError, $"{option} and {other} say different things about which steps run", "give one of them");

    internal static RunbookException NoStep(string option, string step, IEnumerable<string> steps) =>
        new(ExitCode.OperatorError, $"{option} names '{step}', which is no step of this phase", $"its steps are {string.Join(", ", steps)}");

    internal static RunbookException NoFreshness(string name, string phase, IReadOnlyList<string> names) => new(
        ExitCode.OperatorError, $"--accept-stale names '{name}', which is not under freshness of {phase}", names.Count == 0 ? "leave it out: nothing is refused for its age" : $"there are {string.Join(", ", names)}");

    internal static RunbookException NoDrill(string environment, string file) =>
        new(ExitCode.OperatorError, $"'{environment}' has no drill", $"describe one under phases.dr.drill in {file}: disaster, cleanup and clean");

    internal static RunbookException OfProduction(string named, string file) =>
        new(ExitCode.Refused, $"a drill may not touch production: {named}", $"give it names of its own; phases.dr.drill.never in {file} lists those of production");

    internal static RunbookException NotPlannable(string phase) =>
        new(ExitCode.OperatorError, $"{phase} has gates and probes, and cannot be planned beforehand", "look at it with --dry-run");

    internal static RunbookException NotYet(string step, IReadOnlyList<string> undone) =>
        new(ExitCode.Refused, $"--from {step} leaves out steps that are not done: {string.Join("; ", undone)}", "run the whole phase, or --resume the run that stopped; what is done is not done again");

    internal static RunbookException NothingToApprove(string run, string gate, string reason) =>
        new(ExitCode.OperatorError, $"gate {gate} of {run} cannot be approved: {reason}", "an approval is for a run that waits at its gate now; 'hyops runs list' shows the runs");
}
