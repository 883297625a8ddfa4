using System.Diagnostics.CodeAnalysis;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Processes;

namespace HyOps.Drivers.Terraform.Forensics;

/// <summary>
/// Looks, after anything but a clean end of a step, at what it left behind: exit codes do not tell, as every interrupt exits 1. The look is
/// bounded in time, and not cut short by the interrupt that ended the step.
/// </summary>
/// <param name="runner">The seam for processes.</param>
/// <param name="request">The step.</param>
/// <param name="workspace">Its files.</param>
internal sealed class TerraformForensics(ICommandRunner runner, DriverRequest request, TerraformWorkspace workspace)
{
    private readonly DateTimeOffset started = request.Clock.GetUtcNow();
    private StateVersion? before;

    private string RunId => request.Environment.Plain.GetValueOrDefault("HYOPS_RUN_ID") ?? "";

    /// <summary>The step's request, so that the state which it is about to change is noted.</summary>
    /// <param name="step">The request.</param>
    public DriverRequest Watching(DriverRequest step) => step with
    {
        BeforeChange = () =>
        {
            before = StateText.VersionBefore(workspace.PlanFile);
            step.BeforeChange();
        },
    };

    /// <summary>The outcome with what was left behind: a lock or an unsaved state weighs more than a failure or an interrupt.</summary>
    /// <param name="outcome">What the step came to, after <see cref="TerraformWorkspace.Leave"/>.</param>
    /// <param name="lockWasHeld">Whether its last command could not have the lock.</param>
    /// <param name="cancellationToken">Ends the look: not the token of the run, which an interrupt has cancelled.</param>
    public async Task<DriverOutcome> AfterAsync(DriverOutcome outcome, bool lockWasHeld, CancellationToken cancellationToken)
    {
        var endedBadly = outcome.Outcome is StepOutcome.Failed or StepOutcome.Interrupted;
        if (!endedBadly || !outcome.Commands.Any(static command => !command.Contains(" init ", StringComparison.Ordinal)))
        {
            return outcome;
        }

        var forensics = await LookAsync(outcome.Outcome is StepOutcome.Interrupted, lockWasHeld, cancellationToken);
        return forensics.Classification switch
        {
            StepEnd.StateUnsaved => outcome with
            {
                Outcome = StepOutcome.StateUnsaved,
                Failure = Told(outcome, $"the state could not be written to its backend and lies in {workspace.RescuedState}"),
                Forensics = forensics,
            },
            StepEnd.LockLeft => outcome with { Outcome = StepOutcome.LockLeft, Failure = Told(outcome, $"the state's lock{Name(forensics.Lock!)} was left behind{forensics.Lock!.By}"), Forensics = forensics },
            _ => outcome with { Forensics = forensics },
        };
    }

    [SuppressMessage("Design", "CA1031", Justification = "A look must not turn a failure into another one: what it could not see is told.")]
    private async Task<StepForensics> LookAsync(bool interrupted, bool lockWasHeld, CancellationToken cancellationToken)
    {
        var rescued = StateText.RescuedIn(workspace.RescuedState);
        try
        {
            var inspector = new StateInspector(runner, request, workspace);
            var held = await inspector.LockAsync([Suspect(inspector.Machine)], cancellationToken);
            var after = await inspector.VersionAsync(cancellationToken);
            return new StepForensics
            {
                Classification = Classify(rescued, held.Value, inspector, interrupted, lockWasHeld),
                Backend = inspector.Kind,
                Before = before,
                After = after.Value,
                Lock = held.Value,
                Rescued = rescued,
                NotSeen = string.Join("; ", new[] { held.NotSeen, after.NotSeen }.OfType<string>().Distinct(StringComparer.Ordinal)) is { Length: > 0 } text ? text : null,
            };
        }
        catch (Exception exception)
        {
            var end = rescued is not null ? StepEnd.StateUnsaved : lockWasHeld ? StepEnd.LockHeld : interrupted ? StepEnd.Interrupted : StepEnd.Failed;
            return new StepForensics { Classification = end, Backend = "unknown", Before = before, Rescued = rescued, NotSeen = request.Mask($"{exception.GetType().Name}: {exception.Message}") };
        }
    }

    // A lock that we waited for in vain is somebody else's, and nothing that we left; so is one that a server gave away after our end.
    private StepEnd Classify(RescuedState? rescued, StateLock? held, StateInspector inspector, bool interrupted, bool lockWasHeld) =>
        rescued is not null ? StepEnd.StateUnsaved
        : lockWasHeld && held is not null ? StepEnd.LockHeld
        : held is not null && (inspector.StateFile is not null || held.Who is null || Suspect(inspector.Machine).Took(held)) ? StepEnd.LockLeft
        : interrupted ? StepEnd.Interrupted
        : StepEnd.Failed;

    private LockSuspect Suspect(LocalMachine machine) => new(RunId, machine.Host, started, Until: null, RunProcesses.Of(RunId, request.StepId), Doubt: null);

    private string Told(DriverOutcome outcome, string left)
    {
        // "Run again" is what an interrupt in order asks for; this one was none.
        var what = outcome.Outcome is StepOutcome.Interrupted ? $"terraform was {outcome.Summary}" : outcome.Failure?.TrimEnd('.');
        return $"{what}. But {left}. Before anything else: {RecoverCommand.Of(request)}";
    }

    private static string Name(StateLock held) => held.Id is { } id ? $" {id}" : "";
}
