using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using HyOps.Core.Commands;
using HyOps.Core.Redaction;

namespace HyOps.Drivers.Processes;

/// <summary>
/// The real runner: each child in its own session and process group (but those that keep the terminal), with exactly the environment of the command, its output masked.
/// Secrets of the environment are registered with the masker before the start. A watcher ends the children in order when we are killed.
/// </summary>
/// <param name="masker">What must never be seen.</param>
/// <param name="clock">Measures durations, and runs the timers of time-outs and grace periods.</param>
public sealed class ProcessCommandRunner(Masker masker, TimeProvider clock) : ICommandRunner, IRunningCommands
{
    private readonly ConcurrentDictionary<RunningCommand, bool> running = new();

    /// <summary>
    /// How long, after the end of the child, its process group and its open output are waited for: a grandchild that outlives it must not hang us.
    /// </summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Who ends the children when we cannot.</summary>
    internal ChildWatch Watch { get; init; } = ChildWatch.OfThisProcess;

    /// <inheritdoc/>
    public IReadOnlyList<CommandInProgress> Running => [.. running.Keys.Select(one => one.Progress).OrderBy(one => one.Started)];

    /// <inheritdoc/>
    public IReadOnlyList<CommandInProgress> KillInterrupted()
    {
        var interrupted = running.Keys.Where(one => one.Progress.Interrupted is not null).ToList();
        interrupted.ForEach(one => one.Kill());
        return [.. interrupted.Select(one => one.Progress)];
    }

    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(Command command, ICommandOutput output, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        masker.Register(command.Environment.Secrets.Values);
        CommandGuard.Check(command, masker.Current);
        var description = Describe(command);
        var started = clock.GetTimestamp();
        using var watched = Watch.Begin(command);
        using var process = Start(command, description);
        watched.Started(process.Id);
        using var one = new RunningCommand(process, command, watched, new CommandStreams(command, masker, output), clock, DrainTime);
        running[one] = true;
        try
        {
            var result = await one.EndAsync(cancellationToken);
            return result with { Duration = clock.GetElapsedTime(started) };
        }
        finally
        {
            running.TryRemove(one, out _);
        }
    }

    private static ProcessStartInfo Describe(Command command)
    {
        var program = ProgramLookup.Find(command);
        var description = command.KeepsTerminal ? Launcher.PrepareAtTerminal(program, command.Arguments) : Launcher.Prepare(program, command.Arguments);
        description.WorkingDirectory = command.WorkingDirectory;
        description.RedirectStandardInput = !command.KeepsTerminal;
        description.RedirectStandardOutput = true;
        description.RedirectStandardError = true;
        description.Environment.Clear();
        foreach (var (name, value) in command.Environment.Plain)
        {
            description.Environment[name] = value;
        }

        foreach (var (name, value) in command.Environment.Secrets)
        {
            description.Environment[name] = value.Reveal();
        }

        return description;
    }

    private static Process Start(Command command, ProcessStartInfo description)
    {
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
