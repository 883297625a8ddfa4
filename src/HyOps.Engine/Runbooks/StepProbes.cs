using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HyOps.Core.Commands;
using HyOps.Core.Lifecycle;
using HyOps.Engine.Tools;
using HyOps.Engine.Tracing;

namespace HyOps.Engine.Runbooks;

/// <summary>Asks the probes of a runbook: each with the keys that it names, and no other secret.</summary>
/// <param name="runner">Starts them.</param>
/// <param name="setting">Where they run, and what they see.</param>
internal sealed partial class StepProbes(ICommandRunner runner, ProbeSetting setting)
{
    /// <summary>Asks one.</summary>
    /// <param name="step">The id of the step that it is of.</param>
    /// <param name="probe">The probe.</param>
    /// <param name="output">Takes what it prints, masked.</param>
    /// <param name="cancellationToken">Cancelled = one interrupt to it.</param>
    public async Task<ProbeAnswer> AskAsync(string step, StepProbe probe, ICommandOutput output, CancellationToken cancellationToken)
    {
        var printed = new CollectedOutput(output);
        var command = new Command
        {
            Program = probe.Command[0].Contains('/', StringComparison.Ordinal) ? Path.Combine(setting.Directory, probe.Command[0]) : probe.Command[0],
            Arguments = [.. probe.Command.Skip(1)],
            WorkingDirectory = setting.Directory,
            Environment = setting.Children.With("HYOPS_STEP", step).With(TraceParent.Variable, setting.Trace.ForChildrenOf(step)).With(setting.Give(step, probe.Keys)),
            Timeout = probe.Timeout,
            Grace = TimeSpan.FromSeconds(5),
        };
        try
        {
            var result = await runner.RunAsync(command, printed, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return AnswerOf(probe, result, printed);
        }
        catch (CommandNotStartedException notStarted)
        {
            return new ProbeAnswer(ProbeVerdict.Unclear, setting.Masker.Mask(notStarted.Message), ImmutableSortedDictionary<string, string>.Empty);
        }
    }

    private static ProbeAnswer AnswerOf(StepProbe probe, CommandResult result, CollectedOutput printed)
    {
        var measured = Measurement().Matches(printed.StandardOutput)
            .GroupBy(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        var (verdict, detail) = result switch
        {
            { TimedOut: true } => (ProbeVerdict.Unclear, $"did not end within {probe.Timeout.TotalSeconds:0} s"),
            { ExitCode: 0 } when probe.Expect is { } text && !printed.StandardOutput.Contains(text, StringComparison.Ordinal) => (ProbeVerdict.No, $"did not print '{text}'"),
            { ExitCode: 0 } => (ProbeVerdict.Yes, LastLine(printed.StandardOutput, "yes")),
            { ExitCode: 1 } => (ProbeVerdict.No, LastLine(printed.Text, "no")),
            _ => (ProbeVerdict.Unclear, $"exited {result.ExitCode}: {LastLine(printed.Text)}"),
        };
        return new ProbeAnswer(verdict, detail, measured);
    }

    private static string LastLine(string text, string silent = "it said nothing") => text.Split('\n').LastOrDefault(line => line.Trim().Length > 0)?.Trim() ?? silent;

    [GeneratedRegex(@"^(?<name>[a-z][a-z0-9_]{0,62})=(?<value>[^\s]{1,120})\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Measurement();
}
