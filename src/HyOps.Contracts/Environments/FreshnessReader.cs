using System.Collections.Immutable;
using HyOps.Contracts.Reading;
using HyOps.Core.Lifecycle;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Reads what a recovery rests on, and how old that may be: <c>freshness: [{ name: replica, probe: { … }, max_age: 30s }]</c>.</summary>
/// <param name="directory">The environment's folder.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class FreshnessReader(string directory, ProblemList problems)
{
    private readonly StepProbeReader probes = new(directory, problems);

    /// <summary>All of the phase.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="steps">Its steps, one of which may be named.</param>
    public ImmutableArray<FreshnessRule> Read(MapReader phase, IReadOnlyList<StepDraft> steps)
    {
        var names = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        return [.. phase.Sections("freshness").Select(entry => ReadOne(entry, names, steps)).OfType<FreshnessRule>()];
    }

    private FreshnessRule? ReadOne(MapReader entry, Dictionary<string, SourceLocation> names, IReadOnlyList<StepDraft> steps)
    {
        var (name, probe, step) = (ReadName(entry, names), probes.Read(entry, "probe", required: true), ReadStep(entry, steps));
        var most = DurationReader.Read(entry, "max_age", problems, required: true);
        entry.RejectUnknown();
        return name is null || probe is null || most is null ? null : new FreshnessRule { Name = name, Probe = probe, MaxAge = most.Value, Step = step };
    }

    private string? ReadName(MapReader entry, Dictionary<string, SourceLocation> names)
    {
        if (entry.Text("name", required: true) is not { } name)
        {
            return null;
        }

        var (path, location) = (entry.PathOf("name"), entry.LocationOf("name"));
        if (!StepReader.IsId(name))
        {
            problems.Error(
                ProblemCodes.BadValue, location, $"{path} '{Shown.Text(name)}' is no name", "Use a-z, 0-9 and -, at most 63, the first no dash: --accept-stale takes it.", path);
            return null;
        }

        if (!names.TryAdd(name, location))
        {
            problems.Error(
                ProblemCodes.FreshnessTwice, location, $"{path} is '{name}', which the one at {names[name]} is",
                "Give it another name: --accept-stale takes it, and accepts one of them.", path);
        }

        return name;
    }

    private string? ReadStep(MapReader entry, IReadOnlyList<StepDraft> steps)
    {
        List<string> modules = [.. steps.Where(step => StepKinds.RunsModule(step.Kind)).Select(step => step.Id)];
        if (entry.Text("step") is not { } step)
        {
            if (modules.Count == 0)
            {
                problems.Error(
                    ProblemCodes.FreshnessOfNoStep, entry.Location, $"{entry.PathOf("")[..^1]} is taken by no step: none of the phase runs a module",
                    "Describe the step that promotes or restores it, or leave it out.", entry.PathOf("step"));
            }

            return null;
        }

        if (!modules.Contains(step))
        {
            problems.Error(
                ProblemCodes.FreshnessOfNoStep, entry.LocationOf("step"), $"{entry.PathOf("step")} is '{Shown.Text(step)}', which is no step of the phase that runs a module",
                Suggestion.Ask(step, modules, $"Name the one that promotes or restores it: {string.Join(", ", modules)}."), entry.PathOf("step"));
        }

        return step;
    }
}
