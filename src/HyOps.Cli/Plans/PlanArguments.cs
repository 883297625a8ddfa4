using System.CommandLine;
using HyOps.Cli.Hosting;
using HyOps.Engine.Plans;

namespace HyOps.Cli.Plans;

/// <summary>What <c>hyops run</c> takes about plans.</summary>
internal sealed class PlanArguments
{
    internal Option<bool> PlanOnly { get; } = new("--plan-only") { Description = "Change nothing: plan the steps, show what they would do, and seal it for approval." };

    internal Option<string?> Expires { get; } = new("--plan-expires") { HelpName = "TIME", Description = "With --plan-only: how long the plan is good: 30m, 4h, 2d. Default: 24h." };

    internal Option<string?> Apply { get; } = new("--apply-plan") { HelpName = "PLAN", Description = "Apply exactly this sealed plan, or refuse and say what is no longer the same." };

    internal Option<string?> Approve { get; } = new("--approve") { HelpName = "NAME", Description = "With --apply-plan: who approved the plan; the record keeps it." };

    internal IEnumerable<Option> All => [PlanOnly, Expires, Apply, Approve];

    internal PlanOptions Read(Invocation invocation) => new()
    {
        PlanOnly = invocation.Get(PlanOnly),
        Expires = invocation.Get(Expires),
        Apply = invocation.Get(Apply),
        ApprovedBy = invocation.Get(Approve),
    };
}
