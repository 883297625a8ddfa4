using System.CommandLine;
using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;
using HyOps.Presentation.Runs;

namespace HyOps.Cli.Runs;

/// <summary><c>hyops runs list</c>: newest first.</summary>
internal static class RunsListVerb
{
    internal static Command Create()
    {
        var limit = new Option<int>("--limit") { HelpName = "N", Description = "At most N runs. Default: 20; 0 is all.", DefaultValueFactory = _ => 20 };
        return new Verb("list", "Lists the runs of an environment, newest first.", (invocation, _) => Task.FromResult(Run(invocation, invocation.Get(limit))))
        {
            Options = { limit },
            Examples =
            [
                new("hyops runs list", "lists the last 20 runs on local"),
                new("hyops runs list --env drill --limit 0 --json", "all runs on drill, for programs"),
            ],
        };
    }

    private static ExitCode Run(Invocation invocation, int limit)
    {
        var root = ChosenEnvironment.ForReading(invocation.World, invocation.Environment, invocation.Root).Root;
        var all = new RunStore(root.LogsDirectory).List();
        var runs = limit > 0 ? [.. all.Take(limit)] : all;
        return invocation.Answer(ExitCode.Ok, () => new() { ["runs"] = new JsonArray([.. runs.Select(RunJson.Of)]) }, screen =>
        {
            if (runs.Count > 0)
            {
                RunsTable.Write(screen, runs);
            }

            Narrate(invocation, all.Count, runs.Count, root);
        });
    }

    private static void Narrate(Invocation invocation, int all, int shown, RuntimeRoot root)
    {
        if (all == 0)
        {
            invocation.Error.WriteLine($"no runs yet in {root.LogsDirectory}");
        }
        else if (shown < all)
        {
            invocation.Error.WriteLine($"{shown} of {all} runs; --limit 0 shows all");
        }
    }
}
