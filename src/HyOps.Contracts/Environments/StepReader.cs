using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HyOps.Contracts.Reading;
using HyOps.Core.Configuration;
using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Reads phases: of environment.yml.</summary>
internal static partial class StepReader
{
    public static ImmutableArray<PhaseDraft> ReadPhases(MapReader? phases, string directory, ProblemList problems)
    {
        var runbooks = new RunbookReader(directory, problems);
        var drafts = ImmutableArray.CreateBuilder<PhaseDraft>();
        foreach (var name in PhaseNames.All)
        {
            if (PhaseNames.TryParse(name, out var phase) && phases?.Section(name) is { } section)
            {
                drafts.Add(ReadPhase(phase, section, directory, runbooks, problems));
            }
        }

        phases?.RejectUnknown();
        return drafts.ToImmutable();
    }

    /// <summary>Whether a text has the form of an id.</summary>
    public static bool IsId(string text) => IdForm().IsMatch(text);

    private static PhaseDraft ReadPhase(Phase phase, MapReader section, string directory, RunbookReader runbooks, ProblemList problems)
    {
        var targets = phase.IsRecovery() ? ReadTargets(section.Section("targets"), problems) : null;
        var drill = phase is Phase.Dr ? runbooks.ReadDrill(section.Section("drill")) : null;
        var steps = new List<StepDraft>();
        var ids = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        foreach (var reader in section.Sections("steps"))
        {
            if (ReadStep(reader, phase.IsRecovery() ? runbooks : null, problems) is { } step && IsNew(step, ids, problems))
            {
                steps.Add(step);
            }
        }

        var freshness = phase is Phase.Dr ? new FreshnessReader(directory, problems).Read(section, steps) : [];
        section.Node("steps", required: true);
        section.RejectUnknown();
        return new PhaseDraft(phase, targets, [.. steps], section.Location) { Drill = drill, Freshness = freshness };
    }

    private static bool IsNew(StepDraft step, Dictionary<string, SourceLocation> ids, ProblemList problems)
    {
        if (ids.TryAdd(step.Id, step.Location))
        {
            return true;
        }

        problems.Error(
            ProblemCodes.StepIdTwice, step.Location, $"{step.Path} has the id '{step.Id}', which the step at {ids[step.Id]} has",
            "Give it another id; references to it follow.", $"{step.Path}.id");
        return false;
    }

    private static StepDraft? ReadStep(MapReader step, RunbookReader? runbooks, ProblemList problems)
    {
        var id = step.Text("id", required: true);
        if (id is not null && !IsId(id))
        {
            problems.Error(
                ProblemCodes.BadValue, step.LocationOf("id"), $"{step.PathOf("id")} '{Shown.Text(id)}' is no id",
                "Use a-z, 0-9 and -, at most 63, the first no dash: the id names folders and state.", step.PathOf("id"));
        }

        var draft = new StepDraft
        {
            Path = step.PathOf("")[..^1],
            Id = id ?? "",
            Location = step.Location,
            Needs = [.. step.List("needs").OfType<ConfigScalar>()],
        };
        step.Texts("needs");
        draft = runbooks?.Read(step, draft) ?? draft;
        draft = StepKinds.RunsModule(draft.Kind) ? WithModule(step, draft) : draft;
        step.RejectUnknown();
        return id is null ? null : draft;
    }

    private static StepDraft WithModule(MapReader step, StepDraft draft) => draft with
    {
        Module = step.Text("module", required: true),
        ModuleLocation = step.LocationOf("module"),
        Inputs = step.Text("inputs"),
        InputsLocation = step.LocationOf("inputs"),
        With = step.Map("with"),
    };

    private static RecoveryTargets? ReadTargets(MapReader? targets, ProblemList problems)
    {
        if (targets is null)
        {
            return null;
        }

        var read = new RecoveryTargets(ReadDuration(targets, "recovery_time", problems), ReadDuration(targets, "data_loss", problems));
        targets.RejectUnknown();
        return read;
    }

    private static TimeSpan? ReadDuration(MapReader targets, string key, ProblemList problems)
    {
        var text = targets.Text(key);
        if (text is null || Duration.Parse(text) is { } duration && (duration > TimeSpan.Zero || key == "data_loss"))
        {
            return text is null ? null : Duration.Parse(text);
        }

        problems.Error(
            ProblemCodes.BadValue, targets.LocationOf(key), $"{targets.PathOf(key)} is '{Shown.Text(text)}', which is no duration",
            "Write whole numbers with s, m, h or d: 90s, 15m, 1h30m.", targets.PathOf(key));
        return null;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex IdForm();
}
