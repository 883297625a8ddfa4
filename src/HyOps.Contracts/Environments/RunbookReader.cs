using HyOps.Contracts.Reading;
using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Reads what a recovery's steps have beside a module: their kind, and what that kind needs.</summary>
/// <param name="directory">The environment's folder.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class RunbookReader(string directory, ProblemList problems)
{
    private static readonly Dictionary<string, StepKind> Kinds = StepKinds.All.Select((word, index) => (word, index)).ToDictionary(pair => pair.word, pair => (StepKind)pair.index, StringComparer.Ordinal);

    private readonly StepProbeReader probes = new(directory, problems);

    /// <summary>The draft with them.</summary>
    public StepDraft Read(MapReader step, StepDraft draft)
    {
        var kind = step.Choice("kind", Kinds) ?? StepKind.Provision;
        draft = draft with { Kind = kind };
        return kind switch
        {
            StepKind.Gate => draft with
            {
                Question = step.Text("question", required: true),
                Expires = DurationReader.Read(step, "expires", problems),
            },
            StepKind.Wait or StepKind.Verify => WithBudget(step, draft) with
            {
                Probe = probes.Read(step, "probe", required: true),
                Every = DurationReader.Read(step, "every", problems),
            },
            _ => ReadModuleStep(step, WithBudget(step, draft)),
        };
    }

    /// <summary>drill: of the phase.</summary>
    public DrillSettings? ReadDrill(MapReader? drill)
    {
        if (drill is null)
        {
            return null;
        }

        var (disaster, cleanup, clean) = (probes.Read(drill, "disaster", required: true), probes.Read(drill, "cleanup", required: true), probes.Read(drill, "clean", required: true));
        var (always, never) = (drill.Boolean("always") ?? false, drill.Texts("never"));
        drill.RejectUnknown();
        return disaster is null || cleanup is null || clean is null ? null : new DrillSettings { Disaster = disaster, Cleanup = cleanup, Clean = clean, Always = always, Never = never };
    }

    private StepDraft WithBudget(MapReader step, StepDraft draft) => draft with { Budget = DurationReader.Read(step, "budget", problems) };

    // A second promotion, or a record moved twice, does harm where a second 'terraform apply' does none: those must be able to tell.
    private StepDraft ReadModuleStep(MapReader step, StepDraft draft) => draft with
    {
        Check = probes.Read(step, "check", required: draft.Kind is StepKind.Promote or StepKind.Cutover),
        Undo = step.Text("undo"),
        Fence = draft.Kind is StepKind.Promote ? step.Text("fence", required: true) : null,
        FenceLocation = step.LocationOf("fence"),
    };
}
