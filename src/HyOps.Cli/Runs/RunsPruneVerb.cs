using System.CommandLine;
using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Contracts.Environments;
using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Engine.Projects;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs.Retention;
using HyOps.Presentation.Runs;

namespace HyOps.Cli.Runs;

/// <summary><c>hyops runs prune</c>: old records go.</summary>
internal static class RunsPruneVerb
{
    internal static Command Create()
    {
        var olderThan = new Option<string?>("--older-than") { HelpName = "TIME", Description = "Remove what is older: 30d, 12h. Default: records.keep of environment.yml." };
        var keepLast = new Option<int?>("--keep-last") { HelpName = "N", Description = "Keep the newest N of each phase, however old. Default: records.keep_last of environment.yml." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tell what would go, and why the others stay." };
        return new Verb(
            "prune",
            "Removes old run records. The newest of each phase, a run that goes on, and a run that left something unsettled always stay.",
            (invocation, _) => Task.FromResult(Run(invocation, Time(invocation.Get(olderThan)), Count(invocation.Get(keepLast)), invocation.Get(dryRun))))
        {
            Options = { olderThan, keepLast, dryRun },
            Examples =
            [
                new("hyops runs prune --env prod", "removes what environment.yml no longer keeps"),
                new("hyops runs prune --older-than 30d --keep-last 20 --dry-run", "tells what would go: older than 30 days, and not of the last 20 of their phase"),
            ],
        };
    }

    private static TimeSpan? Time(string? text) => text is null ? null
        : text.Length > 0 && Duration.Parse(text) is { } time && time > TimeSpan.Zero ? time
        : throw CommandLineException.BadValue("--older-than", "a time such as 30d, 12h or 1d12h");

    private static int? Count(int? count) => count is < 1 ? throw CommandLineException.BadValue("--keep-last", "a number from 1") : count;

    private static ExitCode Run(Invocation invocation, TimeSpan? olderThan, int? keepLast, bool dryRun)
    {
        var chosen = ChosenEnvironment.From(invocation.World, invocation.Environment, invocation.Root);
        var settings = DescribedEnvironment.Find(invocation.World, invocation.Project, chosen.Name)?.Records ?? new RecordSettings();
        var policy = RetentionPolicy.Of(settings, olderThan, keepLast);
        if (policy.IsEmpty)
        {
            throw CommandLineException.NothingToDo("--older-than TIME or --keep-last N, or records.keep in environment.yml");
        }

        var result = new PruneRuns(chosen.Root, invocation.World.Clock).Run(policy, dryRun);
        return invocation.Answer(ExitCode.Ok, () => Json(result, dryRun), screen => PruneView.Write(screen, result, dryRun));
    }

    private static JsonObject Json(PruneResult result, bool dryRun) => new()
    {
        ["dry_run"] = dryRun,
        ["freed_bytes"] = result.FreedBytes,
        ["finished"] = result.Finished,
        ["removed"] = new JsonArray([.. result.Removed.Select(run => (JsonNode)run.Run.Id.Value)]),
        ["kept"] = new JsonArray([.. result.Runs.Where(run => run.KeptBecause is not null).Select(run => (JsonNode)new JsonObject { ["run_id"] = run.Run.Id.Value, ["because"] = run.KeptBecause })]),
    };
}
