using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Core.Preflight;
using HyOps.Core.Redaction;

namespace HyOps.Engine.Preflight;

/// <summary>Runs a check so that nothing it does hides what the others see: its failures become its result, and its time ends.</summary>
/// <param name="masker">What no message may show.</param>
/// <param name="clock">Measures its time.</param>
internal sealed class CheckRunner(Masker masker, TimeProvider clock)
{
    // What is told to stop may take a moment; what does not listen is left behind.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Runs it beside others.</summary>
    /// <exception cref="OperationCanceledException">The whole preflight was cancelled.</exception>
    public async Task<PreflightEntry> RunAsync(ICheck check, CancellationToken cancellationToken)
    {
        var patience = check.Limit == Timeout.InfiniteTimeSpan ? check.Limit : check.Limit + Grace;
        try
        {
            var work = Task.Run(() => RunWithinLimitAsync(check, cancellationToken), CancellationToken.None);
            return EntryOf(check, await work.WaitAsync(patience, clock, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return EntryOf(check, failure is TimeoutException or OperationCanceledException && check.Limit != Timeout.InfiniteTimeSpan ? TooSlow(check) : ResultOf(failure));
        }
    }

    private static async Task<CheckResult> RunWithinLimitAsync(ICheck check, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(check.Limit);
        return await check.RunAsync(limited.Token).ConfigureAwait(false);
    }

    private static CheckResult TooSlow(ICheck check) =>
        CheckResult.Failed($"no answer within {check.Limit.TotalSeconds:0} s", "look at what it asks: a dead mount, a host that drops packets, a program that waits for input");

    private static CheckResult ResultOf(Exception failure) => failure switch
    {
        HyOpsException known => CheckResult.Failed(known),
        _ when SystemErrors.IsOfFiles(failure) => CheckResult.Failed(failure.Message, "check owner and mode of what the message names"),
        _ => CheckResult.Failed($"{failure.GetType().Name}: {failure.Message}", "this is a defect of HyOps: please report it with this line"),
    };

    private PreflightEntry EntryOf(ICheck check, CheckResult result) => new(
        check.Name, check.Failure, result with { Detail = masker.Mask(result.Detail), Fix = result.Fix is null ? null : masker.Mask(result.Fix) });
}
