using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Drivers.Output;
using HyOps.Drivers.Stacks;

namespace HyOps.Drivers.Ansible;

/// <summary>Runs a stack's <c>playbook.yml</c> on the inventory of the environment; the recap of its hosts is the outcome, custom stats are the outputs.</summary>
/// <param name="runner">The seam for processes.</param>
public sealed class AnsibleDriver(ICommandRunner runner) : IDriver
{
    private const string TaskStart = "TASK [";

    /// <inheritdoc/>
    public DriverKind Kind => DriverKind.Ansible;

    /// <inheritdoc/>
    public ToolName Tool { get; } = new("ansible-playbook", "ansible");

    /// <inheritdoc/>
    public async Task<DriverOutcome> RunAsync(DriverRequest request, CancellationToken cancellationToken)
    {
        var workspace = AnsibleWorkspace.Prepare(request);
        var commands = new StepCommands(runner, request, workspace.Environment());
        var faults = new AnsibleFaults();
        var command = commands.Tool("-i", workspace.Inventory, "-e", $"@{workspace.VariablesFile}", AnsibleWorkspace.PlaybookName);
        request.BeforeChange();
        var result = await commands.RunAsync(command, Take, request.Output, cancellationToken);
        var events = AnsibleEvents.Read(File.Exists(workspace.EventsFile) ? await File.ReadAllLinesAsync(workspace.EventsFile, CancellationToken.None) : []);
        var outcome = AnsibleOutcome.Of(result, events, faults, request.Mask);
        return WithOutputs(outcome, events, request) with { Commands = commands.Shown, ToolExitCode = commands.LastExitCode };

        void Take(OutputStream stream, string line)
        {
            faults.Take(stream, line);
            if (line.StartsWith(TaskStart, StringComparison.Ordinal) && line.IndexOf(']', StringComparison.Ordinal) is var end and > 0)
            {
                request.Report(line[TaskStart.Length..end]);
            }
        }
    }

    private static DriverOutcome WithOutputs(DriverOutcome outcome, AnsibleEvents events, DriverRequest request)
    {
        if (outcome.Outcome is not (StepOutcome.Changed or StepOutcome.Unchanged))
        {
            return outcome;
        }

        // The plugin knows the secrets of this step; the run knows them all.
        var outputs = events.Outputs ?? [];
        var secret = outputs.Where(output => JsonTexts.HoldSecret(output.Value, request.HoldsSecret)).Select(static output => output.Key).ToList();
        secret.ForEach(name => outputs.Remove(name));
        return outcome with { Outputs = outputs, WithheldOutputs = [.. events.Withheld.Union(secret, StringComparer.Ordinal)] };
    }
}
