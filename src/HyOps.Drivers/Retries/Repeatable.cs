using System.Globalization;
using HyOps.Core.Commands;
using HyOps.Core.Drivers;

namespace HyOps.Drivers.Retries;

/// <summary>
/// Tries a command again after an error that may pass. Only for commands that change nothing outside, or whose effect is known to be none: an
/// apply is never among them. And only when nothing of the failed try lives any more, else the next one would start beside it.
/// </summary>
/// <param name="request">The step: its clock, and where progress is told.</param>
internal sealed class Repeatable(DriverRequest request)
{
    /// <summary>How long each further try waits.</summary>
    public static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8)];

    /// <summary>Runs it.</summary>
    /// <param name="part">The command's word, for people: <c>plan</c>.</param>
    /// <param name="run">One try.</param>
    /// <param name="transient">Names the error of the last try where it may pass; null where it will not.</param>
    /// <param name="cancellationToken">Cancelled = no further try.</param>
    public async Task<CommandResult> RunAsync(string part, Func<Task<CommandResult>> run, Func<CommandResult, string?> transient, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            var result = await run();
            if (tried > Waits.Length || !HasEndedForGood(result) || transient(result) is not { } why)
            {
                return result;
            }

            var wait = Waits[tried - 1];
            request.Report(string.Create(CultureInfo.InvariantCulture, $"{part}: {why}; trying again in {wait.TotalSeconds:0} s ({tried + 1} of {Waits.Length + 1})"));
            await Task.Delay(wait, request.Clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return result with { Interrupted = true };
            }
        }
    }

    private static bool HasEndedForGood(CommandResult result) =>
        result is { ExitCode: not 0, Interrupted: false, TimedOut: false, Killed: false, Survivors: 0, OutputCutOff: false };
}
