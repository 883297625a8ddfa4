using System.Text.Json;
using HyOps.Core.Files;
using HyOps.Core.World;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Verification;

namespace HyOps.Engine.Runbooks;

/// <summary>Gives a waiting run the approval of one of its gates.</summary>
/// <param name="world">The world.</param>
public sealed class ApproveGate(Surroundings world)
{
    /// <summary>Gives it.</summary>
    /// <param name="environment"><c>--env</c>.</param>
    /// <param name="root"><c>--root</c>.</param>
    /// <param name="run">The run's id, or its unique beginning.</param>
    /// <param name="gate">The gate's id.</param>
    /// <param name="approver">Who approves.</param>
    /// <param name="reason">Why.</param>
    /// <returns>The approval that was written.</returns>
    /// <exception cref="RunbookException">The run does not wait at this gate.</exception>
    public GateApproval Give(string? environment, string? root, string run, string gate, string approver, string reason)
    {
        var chosen = ChosenEnvironment.From(world, environment, root);
        var stored = new RunStore(chosen.Root.LogsDirectory).Get(run);
        var journal = Path.Combine(stored.Directory, RunbookJournal.FileName);
        if (!File.Exists(journal))
        {
            throw RunbookException.NothingToApprove(stored.Id.Value, gate, "it is no recovery");
        }

        if (!JournalLock.IsHeld(Path.Combine(stored.Directory, RunJournal.EventsFile)))
        {
            throw RunbookException.NothingToApprove(stored.Id.Value, gate, "it does not run any more");
        }

        if (!IsWaiting(journal, gate))
        {
            throw RunbookException.NothingToApprove(stored.Id.Value, gate, "it does not wait there");
        }

        var approval = new GateApproval(stored.Id.Value, gate, approver, reason, world.UserName, world.Clock.GetUtcNow());
        var path = PathOf(stored.Directory, gate);
        PrivateDirectory.Create(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(approval, GateApprovalJson.Default.GateApproval));
        return approval;
    }

    /// <summary>Where a run looks for the approval of a gate.</summary>
    internal static string PathOf(string recordDirectory, string gate) => Path.Combine(recordDirectory, "approvals", $"{gate}.json");

    // The last word of the journal on the gate is that it began.
    private static bool IsWaiting(string journal, string gate) =>
        File.ReadLines(journal).LastOrDefault(line => line.Contains($"\"step\":\"{gate}\"", StringComparison.Ordinal)) is { } last
        && last.Contains($"\"event\":\"{RunbookJournal.StepBegan}\"", StringComparison.Ordinal) && last.Contains("\"kind\":\"gate\"", StringComparison.Ordinal);
}
