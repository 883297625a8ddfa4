using System.Collections.Concurrent;
using System.Text;
using HyOps.Core.Commands;

namespace HyOps.Testing;

/// <summary>A runner that starts nothing: it records the commands and answers as the test says.</summary>
/// <param name="answer">The answer to a command: exit code and standard output.</param>
public sealed class RecordingRunner(Func<Command, (int ExitCode, string Output)> answer) : ICommandRunner
{
    private readonly ConcurrentQueue<Command> commands = new();

    /// <summary>The commands so far, in order.</summary>
    public IReadOnlyList<Command> Commands => [.. commands];

    /// <inheritdoc/>
    public Task<CommandResult> RunAsync(Command command, ICommandOutput output, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        commands.Enqueue(command);
        var (exitCode, text) = answer(command);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!command.CaptureStandardOutput)
        {
            output.Write(OutputStream.StandardOutput, bytes);
        }

        return Task.FromResult(new CommandResult { ExitCode = exitCode, Captured = command.CaptureStandardOutput ? bytes : default });
    }
}
