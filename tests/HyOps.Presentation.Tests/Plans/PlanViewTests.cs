using HyOps.Core.Guardrails;
using HyOps.Core.Plans;
using HyOps.Presentation.Plans;
using HyOps.Presentation.Screens;
using HyOps.Testing;

namespace HyOps.Presentation.Tests.Plans;

public sealed class PlanViewTests
{
    private static readonly PlanReport Report = new()
    {
        Id = "plan-20260102T030405Z-0123abcd",
        Phase = "steady-state",
        Environment = "site",
        RequestedBy = "tester on test-host",
        Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Expires = new DateTimeOffset(2026, 1, 3, 3, 4, 5, TimeSpan.Zero),
        Steps =
        [
            new() { Step = "image", Module = "core/local/image", Tool = "packer 1.6.6", Effect = PlannedEffect.None, Summary = "template and inputs unchanged, artifact there" },
            new()
            {
                Step = "net",
                Module = "core/site/network",
                Tool = "terraform 1.11.4",
                Effect = PlannedEffect.Apply,
                Summary = "1 to add, 1 to change, 2 to destroy",
                Resources =
                [
                    new("module.a[\"k\e[2J\"].lan.main", PlannedAction.Create, null, [new("cidr", null, "\"10.0.0.0/24\""), new("id", null, "(known after apply)")]),
                    new("lan.old", PlannedAction.Destroy, "delete_because_no_resource_config", []),
                    new("lan.moved", PlannedAction.Replace, "replace_because_cannot_update", [new("zone", "\"a\"", "\"b\"")]),
                    new("dns.zone", PlannedAction.Update, null, [new("key", "(sensitive)", "(sensitive)"), new("note", "\"n\"", null)]),
                    new("disk.kept", PlannedAction.Forget, null, []),
                    new("data.facts.now", PlannedAction.Read, null, []),
                ],
                Outputs = [new("cidr", PlannedAction.Update, "\"10.0.0.0/25\"", "\"10.0.0.0/24\"")],
                Policy = new PlanVerdict { Unknown = 1, Findings = [new(PlanDecision.Allowed, "allow-destroy", "lan.old", "delete", "--allow-destroy names it")] },
            },
            new() { Step = "app", Module = "platform/site/app", Effect = PlannedEffect.Waits, Summary = "not planned", Remark = "cannot be planned before net is applied: its input address takes the output address, which is not known yet" },
        ],
    };

    [Fact]
    public void A_plan_is_read_from_top_to_bottom_and_ends_with_the_command_that_applies_it()
    {
        using var text = new StringWriter();
        var screen = new Screen(text, Color: false, Width: null);

        PlanView.Write(screen, Report);
        PlanView.WriteNext(screen, Report);

        Golden.Matches("plan.txt", text.ToString());
    }

    [Fact]
    public void Where_nothing_was_sealed_it_is_said_why()
    {
        using var text = new StringWriter();
        var screen = new Screen(text, Color: false, Width: null);

        PlanView.WriteNext(screen, Report with { Id = null, Steps = [Report.Steps[0]] });
        PlanView.WriteNext(screen, Report with { Id = null, Steps = [Report.Steps[0] with { Effect = PlannedEffect.Stopped }] });

        Assert.Equal("plan    none was sealed: there is nothing to apply\nplan    none was sealed: what is said above comes first\n", text.ToString());
    }
}
