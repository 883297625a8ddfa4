using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;

namespace HyOps.Drivers.Ansible;

/// <summary>
/// What a playbook came to, from its exit code and its recap: 0 ok, 1 error, 2 failed hosts, 4 unreachable hosts or a parser's error,
/// 5 options, 99 user interrupt, 250 unexpected. Codes: https://github.com/ansible/ansible/blob/devel/lib/ansible/executor/task_queue_manager.py
/// </summary>
internal static class AnsibleOutcome
{
    private const int UserInterrupt = 99;
    private const int Unexpected = 250;

    /// <summary>The outcome, without outputs.</summary>
    /// <param name="result">How the program ended.</param>
    /// <param name="events">What our plugin saw.</param>
    /// <param name="faults">What Ansible said on standard error.</param>
    /// <param name="mask">Masks what came past the masker: the plugin's messages.</param>
    public static DriverOutcome Of(CommandResult result, AnsibleEvents events, AnsibleFaults faults, Func<string, string> mask)
    {
        var recap = string.Join("; ", events.Recaps);
        return result switch
        {
            { Interrupted: true, Killed: true } => Ended(
                StepOutcome.Interrupted, "interrupted", "ansible-playbook was interrupted, did not end and was killed: its last task may still run on its hosts. Look there, then run again"),
            { Interrupted: true } or { ExitCode: UserInterrupt } => Ended(
                StepOutcome.Interrupted, "interrupted", "ansible-playbook was interrupted: the tasks before stand, the one that ran may be half done. Run again to finish"),
            { ExitCode: 0 } when events.Recaps.Count == 0 => Ended(
                StepOutcome.Failed, "no host", "ansible-playbook: no play of the playbook matched a host. Name its group in the inventory's hosts.yml"),
            { ExitCode: 0 } when events.Outputs is null => Ended(
                StepOutcome.Failed, recap, "ansible-playbook: its end was not seen, so its outputs are unknown. Run again; the step's log has all of it"),
            { ExitCode: 0 } => Ended(events.Recaps.Any(static host => host.Changed > 0) ? StepOutcome.Changed : StepOutcome.Unchanged, recap, null),
            { ExitCode: Unexpected } => Ended(StepOutcome.Failed, "failed", $"ansible-playbook: unexpected error: {faults.Text()}. The step's log has all of it"),
            _ => Faulty(events, faults, mask, recap),
        };
    }

    private static DriverOutcome Faulty(AnsibleEvents events, AnsibleFaults faults, Func<string, string> mask, string recap)
    {
        if (events.Faults.Count == 0)
        {
            return Ended(StepOutcome.Failed, "failed", $"ansible-playbook: {faults.Text().TrimEnd('.')}. Correct it and run again; the step's log has all of it");
        }

        // Where hosts failed and others were out of reach, the failure is what needs a person.
        var failed = events.Faults.FirstOrDefault(static fault => !fault.Unreachable);
        var first = failed ?? events.Faults[0];
        var more = events.Faults.Count > 1 ? $" (and {events.Faults.Count - 1} more)" : "";
        return failed is null
            ? Ended(StepOutcome.Unreachable, recap, mask($"{first.Host} could not be reached: {first.Message}{more}. Check its address, port and key in the inventory, and that it runs"))
            : Ended(StepOutcome.Failed, recap, mask($"task '{first.Task}' failed on {first.Host}: {first.Message}{more}. Correct it and run again; the step's log has all of it"));
    }

    private static DriverOutcome Ended(StepOutcome outcome, string summary, string? failure) => new() { Outcome = outcome, Summary = summary, Failure = failure };
}
