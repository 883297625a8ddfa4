using HyOps.Core.Commands;
using HyOps.Presentation.Screens;

namespace HyOps.Presentation.Interrupts;

/// <summary>What is waited for after an interrupt, in words: who runs, since when, what it holds, and what killing it would cost.</summary>
public static class WaitingText
{
    /// <summary>The variable of a step's commands that names the step.</summary>
    private const string StepVariable = "HYOPS_STEP";

    /// <summary>A line for the whole, and one for each command.</summary>
    /// <param name="running">What runs.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<string> Lines(IReadOnlyList<CommandInProgress> running, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(running);
        return running.Count == 0
            ? ["still ending: no tool runs any more"]
            : ["still waiting, and nothing is sent twice: a tool that is interrupted twice leaves its lock and loses state", .. running.Select(one => $"  {Line(one, now)}")];
    }

    /// <summary>The question before a kill, with what it risks.</summary>
    /// <param name="running">What would be killed.</param>
    public static string Question(IReadOnlyList<CommandInProgress> running)
    {
        ArgumentNullException.ThrowIfNull(running);
        return $"{string.Join("\n", running.Select(Risk))}\nKill? Only 'yes' does:";
    }

    /// <summary>The words for one command: <c>terraform apply (network)</c>.</summary>
    /// <param name="one">The command.</param>
    public static string NameOf(CommandInProgress one)
    {
        ArgumentNullException.ThrowIfNull(one);
        var verb = one.Command.Arguments.FirstOrDefault(argument => argument.Length > 0 && argument.All(char.IsAsciiLetter));
        var words = verb is null ? Program(one) : $"{Program(one)} {verb}";
        return StepOf(one) is { } step ? $"{words} ({step})" : words;
    }

    private static string Line(CommandInProgress one, DateTimeOffset now)
    {
        var waited = one.Interrupted is { } interrupted ? now - interrupted : TimeSpan.Zero;
        var left = one.Command.Grace - waited;
        var told = $"{Foreign.Line(NameOf(one))}, for {Elapsed.Of(now - one.Started)}, {(one.Interrupted is null ? "its interrupt is on the way" : $"interrupted {Elapsed.Of(waited)} ago")}";
        return one.Command.Stop is StopPolicy.HoldsState ? $"{told}: {Holds(one)}; it takes the time that it needs"
            : left > TimeSpan.Zero ? $"{told}: cleans up; has {Elapsed.Of(left)} left before it is killed"
            : $"{told}: is being killed";
    }

    private static string Risk(CommandInProgress one) => one.Command.Stop is StopPolicy.HoldsState
        ? $"{Foreign.Line(NameOf(one))} {Holds(one)}; killing it leaves {(IsTerraform(one) ? "the lock and may lose state" : "what it changes half done")}."
        : $"{Foreign.Line(NameOf(one))} cleans up; killing it leaves behind what it made.";

    private static string Holds(CommandInProgress one) =>
        IsTerraform(one) ? $"holds the state lock of {StepOf(one) ?? "its state"}" : "changes what must not stay half done";

    private static bool IsTerraform(CommandInProgress one) => Program(one) is "terraform" or "tofu";

    private static string Program(CommandInProgress one) => Path.GetFileName(one.Command.Program);

    private static string? StepOf(CommandInProgress one) => one.Command.Environment.Plain.GetValueOrDefault(StepVariable);
}
