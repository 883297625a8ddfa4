using System.ComponentModel;
using System.Diagnostics;
using HyOps.Core.Commands;

namespace HyOps.Drivers.Processes;

/// <summary>The real foreground runner: the child inherits our streams, session and process group, so that the terminal's keys reach it.</summary>
/// <param name="clock">Measures the grace period.</param>
public sealed class ForegroundRunner(TimeProvider clock) : IForegroundRunner
{
    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(Command command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = clock.GetTimestamp();
        using var process = Start(command);
        var exited = process.WaitForExitAsync(CancellationToken.None);
        await exited.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var result = exited.IsCompleted ? new CommandResult { ExitCode = -1 } : await StopAsync(process, exited, command.Grace);
        await exited;
        return result with { ExitCode = process.ExitCode, Duration = clock.GetElapsedTime(started) };
    }

    private async Task<CommandResult> StopAsync(Process process, Task exited, TimeSpan grace)
    {
        // A person's editor restores the terminal when it is asked to end; a killed one leaves it raw.
        Posix.SignalProcess(process.Id, Posix.Terminate);
        await exited.WaitAsync(grace, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (exited.IsCompleted)
        {
            return new CommandResult { ExitCode = -1, Interrupted = true };
        }

        process.Kill(entireProcessTree: true);
        return new CommandResult { ExitCode = -1, Interrupted = true, Killed = true };
    }

    private static Process Start(Command command)
    {
        var description = new ProcessStartInfo(ProgramLookup.Find(command), command.Arguments) { UseShellExecute = false, WorkingDirectory = command.WorkingDirectory };
        description.Environment.Clear();
        foreach (var (name, value) in command.Environment.Plain)
        {
            description.Environment[name] = value;
        }

        try
        {
            return Process.Start(description)!;
        }
        catch (Win32Exception refused)
        {
            throw CommandNotStartedException.Refused(command.Program, refused);
        }
    }
}
