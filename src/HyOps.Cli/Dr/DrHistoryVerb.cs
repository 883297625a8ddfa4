using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Engine.Roots;
using HyOps.Engine.Runbooks.History;
using HyOps.Presentation.Recovery;

namespace HyOps.Cli.Dr;

/// <summary><c>hyops dr history</c>: the recoveries so far, newest last.</summary>
internal static class DrHistoryVerb
{
    internal static Verb Create()
    {
        var failback = new Option<bool>("--failback") { Description = "The ways home: the runs of dr-failback instead of dr." };
        return new Verb(
            "history",
            "Shows the recoveries and drills so far, newest last: how each ended, what it took against its target, what was lost. A record that was cut off or changed is left out and named.",
            (invocation, _) => Task.FromResult(Run(invocation, invocation.Get(failback) ? Phase.DrFailback : Phase.Dr)))
        {
            Options = { failback },
            Examples =
            [
                new("hyops dr history --env site", "shows how long the recoveries of site took"),
                new("hyops dr history --env site --json", "the same, for programs"),
            ],
        };
    }

    private static ExitCode Run(Invocation invocation, Phase phase)
    {
        var chosen = ChosenEnvironment.ForReading(invocation.World, invocation.Environment, invocation.Root);
        var history = RecoveryHistory.Read(chosen.Root.LogsDirectory, chosen.Name.Value, phase);
        return invocation.Answer(ExitCode.Ok, () => Json(history), screen =>
        {
            RecoveryHistoryView.Write(screen, history);
            RecoveryHistoryView.WriteNotes(invocation.Error, history, chosen.Root.LogsDirectory);
        });
    }

    private static JsonObject Json(RecoveryHistory history) => new()
    {
        ["environment"] = history.Environment,
        ["phase"] = PhaseNames.Of(history.Phase),
        ["recoveries"] = new JsonArray([.. history.Recoveries.Select(Json)]),
        ["running"] = new JsonArray([.. history.Running.Select(run => (JsonNode)run)]),
        ["left_out"] = new JsonArray([.. history.LeftOut.Select(run => new JsonObject { ["run_id"] = run.Run, ["torn"] = run.IsTorn, ["why"] = run.Why })]),
        ["has_older"] = history.HasOlder,
    };

    private static JsonNode Json(PastRecovery recovery) => new JsonObject
    {
        ["run_id"] = recovery.Record.RunId,
        ["runs"] = new JsonArray([.. recovery.Runs.Select(run => (JsonNode)run)]),
        ["drill"] = recovery.IsDrill,
        ["began"] = recovery.Began,
        ["outcome"] = JsonNamingPolicy.KebabCaseLower.ConvertName(recovery.Outcome.ToString()),
        ["exit_code"] = recovery.Record.ExitCode,
        ["measured"] = recovery.Measured is { } measured ? JsonSerializer.SerializeToNode(measured, RunRecordJson.Default.RecordedRecovery) : null,
        ["git"] = recovery.Record.Git is { } git ? new JsonObject { ["commit"] = git.Commit, ["dirty"] = git.Dirty } : null,
    };
}
