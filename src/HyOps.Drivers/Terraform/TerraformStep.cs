using System.Globalization;
using System.Text.Json;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Guardrails;
using HyOps.Core.Lifecycle;
using HyOps.Drivers.Output;
using HyOps.Drivers.Retries;
using HyOps.Drivers.Terraform.Forensics;
using HyOps.Drivers.Terraform.Policy;

namespace HyOps.Drivers.Terraform;

/// <summary>One run of the driver: init, plan, guard, apply, outputs. Each part gives an outcome where it ends the step, else null.</summary>
internal sealed partial class TerraformStep(ICommandRunner runner, TerraformOptions options, DriverRequest request, TerraformWorkspace workspace)
{
    private const int PlanHasChanges = 2;
    private readonly StepCommands commands = new(runner, request, TerraformEnvironment.Of(request, workspace));
    private readonly TerraformInit init = new(workspace, request.ToolVersion);
    private TerraformDiagnostics diagnostics = new();

    /// <summary>Whether the last command could not have the state lock.</summary>
    public bool LockWasHeld => diagnostics.LockHeld;

    private bool Destroys => request.Action is StepAction.Destroy;

    private string NothingToDo => Destroys ? "nothing to destroy" : "no changes";

    private string LockTimeout =>
        string.Create(CultureInfo.InvariantCulture, $"-lock-timeout={options.LockTimeout.TotalSeconds:0}s");

    public async Task<DriverOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var outcome = await PlannedAsync(cancellationToken);
        return Described(outcome);
    }

    private async Task<DriverOutcome> PlannedAsync(CancellationToken cancellationToken)
    {
        var (ended, planned) = await MakePlanAsync(cancellationToken);
        if (ended is not null)
        {
            return ended;
        }

        return planned!.ExitCode == PlanHasChanges
            ? await GuardedAsync(cancellationToken)
            : await OutputsAsync(Succeeded(StepOutcome.Unchanged, NothingToDo) with { Policy = PlanPolicy.Judge(TerraformPlan.Empty, request) }, cancellationToken);
    }

    /// <summary>Init where needed, and the plan's file. Either what ended the step, or the plan's result: no changes, or some.</summary>
    private async Task<(DriverOutcome? Ended, CommandResult? Planned)> MakePlanAsync(CancellationToken cancellationToken)
    {
        var skippedInit = init.IsDone();
        if (!skippedInit && await InitAsync(cancellationToken) is { } stopped)
        {
            return (stopped, null);
        }

        var planned = await PlanAsync(cancellationToken);
        if (skippedInit && planned.ExitCode == 1 && !planned.Interrupted && diagnostics.AskForInit)
        {
            // Somebody emptied the data directory, or a provider's cache: what the stamp says no longer holds.
            init.Forget();
            if (await InitAsync(cancellationToken) is { } stoppedAgain)
            {
                return (stoppedAgain, null);
            }

            planned = await PlanAsync(cancellationToken);
        }

        return planned.ExitCode is 0 or PlanHasChanges ? (null, planned) : (Ended("plan", planned), null);
    }

    private async Task<DriverOutcome?> InitAsync(CancellationToken cancellationToken)
    {
        request.Report("init");
        var command = commands.Tool("init", "-input=false", "-no-color");
        if (init.RemembersMovedState())
        {
            command = command with { Arguments = command.Arguments.Add("-reconfigure") };
        }

        var result = await RepeatAsync("init", command, cancellationToken);
        if (result.ExitCode != 0)
        {
            return Ended("init", result);
        }

        init.Done();
        return null;
    }

    private Task<CommandResult> PlanAsync(CancellationToken cancellationToken)
    {
        request.Report("plan");
        workspace.Prepare(TerraformWorkspace.PlanName);
        var command = commands.Tool(
            "plan", "-input=false", "-no-color", "-detailed-exitcode", LockTimeout,
            $"-var-file={TerraformWorkspace.VariablesName}", $"-out={TerraformWorkspace.PlanName}");
        if (Destroys)
        {
            command = command with { Arguments = command.Arguments.Add("-destroy") };
        }

        return RepeatAsync("plan", command with { Stop = StopPolicy.HoldsState }, cancellationToken);
    }

    private async Task<DriverOutcome> GuardedAsync(CancellationToken cancellationToken)
    {
        var (ended, plan, _) = await ShowAsync(TerraformWorkspace.PlanName, cancellationToken);
        if (ended is not null)
        {
            return ended;
        }

        var verdict = PlanPolicy.Judge(plan!, request);
        if (verdict.IsRefused)
        {
            return Refused(plan!, verdict);
        }

        request.Report($"plan: {plan!.Summary("to add", "to change", "to destroy")}");
        if (request.JudgesOnly)
        {
            return Succeeded(StepOutcome.Unchanged, "may be destroyed") with { Policy = verdict };
        }

        PolicyText.Asides(verdict).ForEach(request.Report);
        return await ApplyAsync(plan, verdict, cancellationToken);
    }

    /// <summary>Reads a plan's file. Its JSON holds secrets in plain text.</summary>
    private async Task<(DriverOutcome? Ended, TerraformPlan? Plan, ReadOnlyMemory<byte> Json)> ShowAsync(string planName, CancellationToken cancellationToken)
    {
        var command = commands.Tool("show", "-json", "-no-color", planName) with { CaptureStandardOutput = true };
        var shown = await RunAsync(command, cancellationToken);
        if (shown.ExitCode != 0)
        {
            return (Ended("show of the plan", shown), null, default);
        }

        return TryRead(shown, static json => TerraformPlan.Read(json), out var plan, out var fault)
            ? (null, plan, shown.Captured)
            : (Failed($"terraform show: its answer cannot be read ({fault}); nothing was changed"), null, default);
    }

    /// <summary>The end of a step whose plan the policy refuses.</summary>
    private static DriverOutcome Refused(TerraformPlan plan, PlanVerdict verdict) => new()
    {
        Outcome = StepOutcome.Refused,
        Summary = plan.Summary("to add", "to change", "to destroy"),
        Failure = PolicyText.Refusal(verdict),
        Policy = verdict,
    };

    private async Task<DriverOutcome> OutputsAsync(DriverOutcome succeeded, CancellationToken cancellationToken)
    {
        if (Destroys)
        {
            return succeeded;
        }

        // Not of the whole state, which Terraform shows only where the provider's schema is still the one that wrote it.
        var command = commands.Tool("output", "-json", "-no-color") with { CaptureStandardOutput = true, Timeout = options.OutputTimeout };
        var result = await RepeatAsync("output", command, cancellationToken);
        if (result.ExitCode != 0)
        {
            return Ended("output", result);
        }

        return TryRead(result, json => TerraformOutputs.Read(json, request.HoldsSecret), out var outputs, out var fault)
            ? succeeded with { Outputs = outputs.Published, WithheldOutputs = outputs.Withheld }
            : Failed($"terraform output: its answer cannot be read ({fault}); what was published before stays");
    }

    // For what changes nothing outside. The effect of an apply that failed is unknown: a person looks at it, and the next run plans anew.
    private Task<CommandResult> RepeatAsync(string part, Command command, CancellationToken cancellationToken) => new Repeatable(request).RunAsync(
        part, () => RunAsync(command, cancellationToken), _ => diagnostics.LockHeld ? null : TransientErrors.Terraform.Find(diagnostics.All), cancellationToken);

    private Task<CommandResult> RunAsync(Command command, CancellationToken cancellationToken)
    {
        diagnostics = new TerraformDiagnostics();
        return commands.RunAsync(command, Take, request.Output, cancellationToken);
    }

    private void Take(OutputStream stream, string line)
    {
        if (stream == OutputStream.StandardError)
        {
            diagnostics.Take(line);
        }
        else if (TerraformProgress.IsProgress(line))
        {
            request.Report(line);
        }
    }

    private DriverOutcome Ended(string part, CommandResult result) => result switch
    {
        { TimedOut: true } => Failed($"terraform {part}: took too long and was {(result.Killed ? "killed" : "interrupted")}; run again"),
        // Not in order, so no interrupt that the next run simply goes on from.
        { Interrupted: true, Killed: true } when part is "apply" => Failed(
            "terraform apply was killed before it ended: what it did since it last saved its state is in no state. Look for it before you run again") with
        {
            Summary = "killed during apply",
        },
        { Interrupted: true } => new DriverOutcome
        {
            Outcome = StepOutcome.Interrupted,
            Summary = $"interrupted during {part}",
            Failure = result.Killed
                ? $"terraform {part} was interrupted, did not end and was killed; it changes nothing. Run again"
                : $"terraform {part} was interrupted and ended in order: what it had done is in the state. Run again to finish",
        },
        _ => Failed($"terraform {part}: {diagnostics.Text().TrimEnd('.')}. {NextStep}"),
    };

    private string NextStep => diagnostics.LockHeld
        ? $"Wait for the run that holds the lock; if that is dead: {RecoverCommand.Of(request)}"
        : "Correct it and run again; the step's log has all of it";

    private static DriverOutcome Succeeded(StepOutcome outcome, string summary) => new() { Outcome = outcome, Summary = summary };

    private static DriverOutcome Failed(string failure) => new() { Outcome = StepOutcome.Failed, Summary = "failed", Failure = failure };

    /// <summary>Reads an answer. A fault is named by its place only: its text could be a piece of the answer, which holds secrets.</summary>
    private static bool TryRead<T>(
        CommandResult result,
        Func<ReadOnlyMemory<byte>, T> read,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? value,
        out string fault)
        where T : class
    {
        try
        {
            (value, fault) = (read(result.Captured), "");
            return true;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            (value, fault) = (null, exception is JsonException { LineNumber: { } line } ? $"line {line + 1}" : exception.GetType().Name);
            return false;
        }
    }
}
