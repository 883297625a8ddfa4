using System.Collections.Immutable;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;

namespace HyOps.Drivers.Output;

/// <summary>Runs the commands of one step, all in its work directory and with its environment, and remembers them for the record.</summary>
/// <param name="runner">The seam for processes.</param>
/// <param name="request">The step.</param>
/// <param name="environment">What the children see.</param>
internal sealed class StepCommands(ICommandRunner runner, DriverRequest request, ChildEnvironment environment)
{
    private readonly List<string> shown = [];

    /// <summary>The commands so far, as people may read them.</summary>
    public IReadOnlyList<string> Shown => shown;

    /// <summary>The exit code of the last one.</summary>
    public int? LastExitCode { get; private set; }

    /// <summary>A command of the tool.</summary>
    /// <param name="arguments">Its arguments.</param>
    public Command Tool(params ImmutableArray<string> arguments) => new()
    {
        Program = request.Program,
        Arguments = arguments,
        WorkingDirectory = request.WorkDirectory,
        Environment = environment,
    };

    /// <summary>Runs a command and hands its lines on, beside the bytes that go to the step's log.</summary>
    /// <param name="command">The command.</param>
    /// <param name="line">Takes each masked line.</param>
    /// <param name="log">Where the bytes go; null keeps them from the log.</param>
    /// <param name="cancellationToken">Cancelled = interrupt.</param>
    /// <returns>The result; where the step was cancelled before the start, one that says "interrupted", and nothing is started.</returns>
    public async Task<CommandResult> RunAsync(Command command, Action<OutputStream, string> line, ICommandOutput? log, CancellationToken cancellationToken)
    {
        var lines = new LineOutput(line, log);
        try
        {
            var result = await runner.RunAsync(command, lines, cancellationToken);
            shown.Add(command.ToString());
            lines.Complete();
            LastExitCode = result.ExitCode;
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return NotStarted;
        }
    }

    private static CommandResult NotStarted { get; } = new() { ExitCode = 130, Interrupted = true };
}
