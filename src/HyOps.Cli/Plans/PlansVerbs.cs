using System.CommandLine;
using System.CommandLine.Completions;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Core.World;
using HyOps.Engine.Plans;
using HyOps.Engine.Roots;

namespace HyOps.Cli.Plans;

/// <summary><c>hyops plans</c>.</summary>
internal static class PlansVerbs
{
    internal static Command Create(Surroundings world) => new Noun("plans", "Shows and clears sealed plans: what 'hyops run --plan-only' made for approval.")
    {
        Subcommands = { PlansListVerb.Create(), PlansShowVerb.Create(world), PlansPruneVerb.Create() },
        Examples = [new("hyops plans list --env drill", "lists the plans for drill, newest first")],
    };

    internal static PlanStore StoreOf(Invocation invocation) => new(ChosenEnvironment.ForReading(invocation.World, invocation.Environment, invocation.Root).Root);

    internal static IEnumerable<CompletionItem> Ids(Surroundings world)
    {
        try
        {
            return new PlanStore(ChosenEnvironment.ForReading(world, null, null).Root).List().Select(plan => new CompletionItem(plan.Id.Value));
        }
        catch (HyOpsException)
        {
            // A shell that completes must not be told what is wrong; the verb itself will.
            return [];
        }
    }
}
