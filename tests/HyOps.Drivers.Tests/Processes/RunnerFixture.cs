using HyOps.Core.Commands;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Drivers.Processes;

namespace HyOps.Drivers.Tests.Processes;

/// <summary>A real runner with a masker and a place to keep output.</summary>
internal sealed class RunnerFixture
{
    internal RunnerFixture(params string[] secrets) => Masker.Register(secrets.Select(SecretValue.From));

    internal Masker Masker { get; } = new();

    internal TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(2);

    internal ProcessCommandRunner Runner => new(Masker, TimeProvider.System) { DrainTime = DrainTime };

    internal CollectedOutput Output { get; } = new();

    internal static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Runs a command to its end.</summary>
    internal Task<CommandResult> RunAsync(Command command) => Runner.RunAsync(command, Output, Cancelled);

    /// <summary>Starts a command, waits until it has written a text, cancels it once, and waits for its end.</summary>
    internal async Task<CommandResult> CancelWhenAsync(Command command, string text)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var running = Runner.RunAsync(command, Output, cancel.Token);
        await Output.HasAsync(text, Cancelled);
        await cancel.CancelAsync();
        return await running;
    }
}
