using System.CommandLine;
using System.CommandLine.Completions;
using HyOps.Core;
using HyOps.Core.World;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;

namespace HyOps.Cli.Runs;

/// <summary>The run that a verb is about.</summary>
internal static class RunArgument
{
    internal static Argument<string> Create(Surroundings world)
    {
        var id = new Argument<string>("run") { HelpName = "RUN", Description = "The run's id, or the beginning or end of exactly one." };
        id.CompletionSources.Add(_ => Ids(world));
        return id;
    }

    private static IEnumerable<CompletionItem> Ids(Surroundings world)
    {
        try
        {
            return new RunStore(ChosenEnvironment.ForReading(world, null, null).Root.LogsDirectory).List().Select(run => new CompletionItem(run.Id.Value));
        }
        catch (HyOpsException)
        {
            // A shell that completes must not be told what is wrong; the verb itself will.
            return [];
        }
    }
}
