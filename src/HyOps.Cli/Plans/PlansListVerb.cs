using System.CommandLine;
using System.Text.Json.Nodes;
using HyOps.Cli.Hosting;
using HyOps.Core;
using HyOps.Presentation.Plans;

namespace HyOps.Cli.Plans;

/// <summary><c>hyops plans list</c>: newest first.</summary>
internal static class PlansListVerb
{
    internal static Command Create() => new Verb("list", "Lists the plans of an environment, newest first. It needs no password, so what a plan says of itself is not proven yet.", (invocation, _) => Task.FromResult(Run(invocation)))
    {
        Examples =
        [
            new("hyops plans list", "lists the plans for local"),
            new("hyops plans list --env drill --json", "those for drill, for programs"),
        ],
    };

    private static ExitCode Run(Invocation invocation)
    {
        var plans = PlansVerbs.StoreOf(invocation).List();
        var now = invocation.World.Clock.GetUtcNow();
        return invocation.Answer(ExitCode.Ok, () => new() { ["plans"] = new JsonArray([.. plans.Select(plan => PlanJson.Of(plan, now))]) }, screen =>
        {
            if (plans.Count > 0)
            {
                PlansTable.Write(screen, plans, now);
            }
            else
            {
                invocation.Error.WriteLine("no plans yet; 'hyops run PHASE --plan-only' makes one");
            }
        });
    }
}
