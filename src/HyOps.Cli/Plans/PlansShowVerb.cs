using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Cli.Secrets;
using HyOps.Core;
using HyOps.Core.World;
using HyOps.Engine.Plans;
using HyOps.Presentation.Plans;

namespace HyOps.Cli.Plans;

/// <summary><c>hyops plans show</c>: the review of one plan, once more.</summary>
internal static class PlansShowVerb
{
    internal static Command Create(Surroundings world)
    {
        var id = new Argument<string>("plan") { HelpName = "PLAN", Description = "The plan's id, or the beginning or end of exactly one." };
        id.CompletionSources.Add(_ => PlansVerbs.Ids(world));
        return new Verb("show", "Opens a sealed plan and shows what it would do: objects, attributes, outputs, what the policy said. Needs the vault password.", (invocation, cancellationToken) => RunAsync(invocation, invocation.Get(id)!, cancellationToken))
        {
            Arguments = { id },
            Examples =
            [
                new("hyops plans show plan-20260102T030405Z-0123abcd", "shows that plan"),
                new("hyops plans show 0123abcd --json", "the same plan, for programs"),
            ],
        };
    }

    private static async Task<ExitCode> RunAsync(Invocation invocation, string id, CancellationToken cancellationToken)
    {
        var now = invocation.World.Clock.GetUtcNow();
        var plan = PlansVerbs.StoreOf(invocation).Get(id);
        var report = await new ShowPlan(OpenedSecrets.ForReading(invocation).Passwords).ReadAsync(plan, cancellationToken);
        return invocation.Answer(
            ExitCode.Ok,
            () => new() { ["plan"] = PlanJson.Of(plan, now), ["review"] = report is null ? null : PlanJson.Of(report) },
            screen =>
            {
                PlansTable.Write(screen, [plan], now);
                if (report is not null)
                {
                    screen.WriteLine();
                    PlanView.Write(screen, report);
                    PlanView.WriteNext(screen, report);
                }
            });
    }
}
