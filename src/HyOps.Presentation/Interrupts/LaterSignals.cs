using HyOps.Core.Commands;
using HyOps.Core.World;

namespace HyOps.Presentation.Interrupts;

/// <summary>
/// What signals after the first do. The second only says what is waited for. The third from the keys asks, at a terminal, whether to kill,
/// and says what that costs; without a terminal it only says again. No signal ever sends anything to a tool by itself.
/// </summary>
/// <param name="world">The clock, and the person at the terminal.</param>
/// <param name="commands">What runs.</param>
/// <param name="stage">Where it is shown.</param>
public sealed class LaterSignals(Surroundings world, IRunningCommands commands, ISignalStage stage) : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource over = new();
    private int keys;
    private bool asking;
    private bool ended;

    /// <summary>A signal came again. Returns at once; an answer is waited for beside.</summary>
    /// <param name="fromKeys">Whether it was SIGINT: others come from no person who could answer.</param>
    public void On(bool fromKeys)
    {
        var running = commands.Running;
        bool asks;
        lock (gate)
        {
            if (ended || asking)
            {
                return;
            }

            keys += fromKeys ? 1 : 0;
            stage.Say(WaitingText.Lines(running, world.Clock.GetUtcNow()));
            asks = asking = fromKeys && keys > 1 && running.Count > 0 && world.Terminal.Prompt is not null;
        }

        if (asks)
        {
            _ = Task.Run(() => AskAsync(world.Terminal.Prompt!, running), CancellationToken.None);
        }
    }

    /// <summary>The run is over: an open question is taken back.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (ended)
            {
                return;
            }

            ended = true;
        }

        over.Cancel();
        over.Dispose();
    }

    private async Task AskAsync(IPrompt prompt, IReadOnlyList<CommandInProgress> running)
    {
        stage.Hold(true);
        try
        {
            var answer = await prompt.AskAsync(WaitingText.Question(running), over.Token).ConfigureAwait(false);
            var killed = answer?.Trim() is "yes" ? commands.KillInterrupted() : null;
            stage.Hold(false);
            stage.Say([killed is null ? "not killed: still waiting" : $"killed: {Names(killed)}"]);
        }
        catch (Exception nobody) when (nobody is OperationCanceledException or PromptException or IOException or ObjectDisposedException)
        {
            stage.Hold(false);
        }

        lock (gate)
        {
            asking = false;
        }
    }

    private static string Names(IReadOnlyList<CommandInProgress> killed) =>
        killed.Count == 0 ? "nothing, as all had ended" : string.Join(", ", killed.Select(WaitingText.NameOf));
}
