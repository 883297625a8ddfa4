using System.CommandLine;
using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Engine.Plans;
using HyOps.Engine.Roots;

namespace HyOps.Cli.Plans;

/// <summary><c>hyops plans prune</c>.</summary>
internal static class PlansPruneVerb
{
    internal static Command Create() => new Verb("prune", "Removes the plans of an environment whose time is over, applied or not. The records of their runs stay.", (invocation, _) => Task.FromResult(Run(invocation)))
    {
        Examples = [new("hyops plans prune --env drill", "removes what expired")],
    };

    private static ExitCode Run(Invocation invocation)
    {
        var root = ChosenEnvironment.From(invocation.World, invocation.Environment, invocation.Root).Root;
        var removed = new PlanStore(root).Prune(invocation.World.Clock.GetUtcNow());
        return invocation.Answer(ExitCode.Ok, () => new() { ["removed"] = new JsonArray([.. removed.Select(plan => (JsonNode)plan.Id.Value)]) }, screen =>
        {
            foreach (var plan in removed)
            {
                screen.WriteLine($"removed {plan.Id}");
            }

            if (removed.Count == 0)
            {
                invocation.Error.WriteLine("nothing to remove: no plan's time is over");
            }
        });
    }
}
