using HyOps.Core.Commands;
using HyOps.Core.Drivers;
using HyOps.Drivers.Output;
using HyOps.Drivers.Retries;

namespace HyOps.Drivers.Ansible;

/// <summary>The runs of one step's playbook; what is known is of the last one.</summary>
internal sealed class AnsiblePlay
{
    private const string TaskStart = "TASK [";
    private readonly DriverRequest request;
    private readonly AnsibleWorkspace workspace;
    private readonly StepCommands commands;

    public AnsiblePlay(ICommandRunner runner, DriverRequest request)
    {
        this.request = request;
        workspace = AnsibleWorkspace.Prepare(request);
        commands = new StepCommands(runner, request, workspace.Environment());
    }

    /// <summary>What our plugin saw.</summary>
    public AnsibleEvents Events { get; private set; } = AnsibleEvents.Read([]);

    /// <summary>What Ansible said on standard error.</summary>
    public AnsibleFaults Faults { get; private set; } = new();

    /// <summary>The commands so far, and the last exit code.</summary>
    public StepCommands Commands => commands;

    /// <summary>What may pass, where no host was reached and so none was changed; else null.</summary>
    public string? Transient =>
        Events.Faults.Count > 0 && Events.Recaps.All(static host => host is { Ok: 0, Changed: 0, Failed: 0 })
        && Events.Faults.Select(static fault => fault.Unreachable ? TransientErrors.Ansible.Find(fault.Message) : null).ToList() is var errors && !errors.Contains(null)
            ? errors[0] : null;

    /// <summary>Runs it.</summary>
    public async Task<CommandResult> RunAsync(CancellationToken cancellationToken)
    {
        File.Delete(workspace.EventsFile);
        Faults = new AnsibleFaults();
        var command = commands.Tool("-i", workspace.Inventory, "-e", $"@{workspace.VariablesFile}", workspace.Playbook);
        var result = await commands.RunAsync(command, Take, request.Output, cancellationToken);
        Events = AnsibleEvents.Read(File.Exists(workspace.EventsFile) ? await File.ReadAllLinesAsync(workspace.EventsFile, CancellationToken.None) : []);
        return result;
    }

    private void Take(OutputStream stream, string line)
    {
        Faults.Take(stream, line);
        if (line.StartsWith(TaskStart, StringComparison.Ordinal) && line.IndexOf(']', StringComparison.Ordinal) is var end and > 0)
        {
            request.Report(line[TaskStart.Length..end]);
        }
    }
}
