using System.Collections.Immutable;
using HyOps.Core.Configuration;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Makes a phase's drafts a plan: modules resolved, wires checked, steps in order.</summary>
/// <param name="phase">The phase as written.</param>
/// <param name="source">Where modules and inputs come from.</param>
/// <param name="problems">Where problems of environment.yml go.</param>
internal sealed class PhasePlanner(PhaseDraft phase, IStepSource source, ProblemList problems)
{
    private readonly Dictionary<string, StepDraft> steps = phase.Steps.ToDictionary(step => step.Id, StringComparer.Ordinal);
    private readonly Dictionary<string, ModuleContract> contracts = new(StringComparer.Ordinal);

    /// <summary>The plan; its steps are fit to run only where no problem is an error.</summary>
    public PhasePlan Plan()
    {
        foreach (var step in phase.Steps.Where(step => StepKinds.RunsModule(step.Kind)))
        {
            if (source.Module(step) is { } contract)
            {
                contracts[step.Id] = contract;
            }
        }

        var planned = phase.Steps.Select(StepOf).OfType<PhaseStep>().ToDictionary(step => step.Id, StringComparer.Ordinal);
        var order = Order();
        FenceRule.Check(phase, planned, problems);
        return new PhasePlan(phase.Phase, [.. order.Where(planned.ContainsKey).Select(id => planned[id])]) { Targets = phase.Targets, Drill = phase.Drill, Freshness = phase.Freshness };
    }

    private PhaseStep? StepOf(StepDraft step) => step.Kind switch
    {
        StepKind.Gate => step.Question is null ? null : new GateStep
        {
            Id = step.Id,
            Location = step.Location,
            Kind = step.Kind,
            Needs = [.. Needs(step, [])],
            Question = step.Question,
            Expires = step.Expires ?? GateStep.Patience,
        },
        StepKind.Wait or StepKind.Verify => step.Probe is null ? null : new WatchStep
        {
            Id = step.Id,
            Location = step.Location,
            Kind = step.Kind,
            Needs = [.. Needs(step, [])],
            Budget = step.Budget,
            Probe = step.Probe,
            Every = step.Every ?? WatchStep.Pause,
        },
        _ => ModuleStepOf(step),
    };

    private PlanStep? ModuleStepOf(StepDraft step)
    {
        var contract = contracts.GetValueOrDefault(step.Id);
        var inputs = source.Inputs(step);
        var with = WithReader.Read(step, steps, contracts, contract, inputs, problems);
        if (contract is null)
        {
            return null;
        }

        var module = source.Resolve(contract, Combine(inputs, with.Literals), [.. with.Wires.Select(wire => wire.Input)]);
        return new PlanStep
        {
            Id = step.Id,
            Location = step.Location,
            Kind = step.Kind,
            Module = module,
            InputsFile = inputs?.Location.File,
            Needs = [.. Needs(step, with.Wires)],
            Wires = with.Wires,
            Budget = step.Budget,
            Check = step.Check,
            Fence = step.Fence,
            Undo = step.Undo,
        };
    }

    private static ConfigMap? Combine(ConfigMap? inputs, ConfigMap? literals) =>
        literals is null ? inputs : inputs?.OverlaidBy(literals) ?? literals;

    private IEnumerable<string> Needs(StepDraft step, IEnumerable<Wire> wires) =>
        step.Needs.Select(need => need.Text).Concat(wires.Select(wire => wire.FromStep)).Concat(step.Fence is null ? [] : [step.Fence])
            .Where(steps.ContainsKey).Distinct(StringComparer.Ordinal);

    private ImmutableArray<string> Order()
    {
        foreach (var step in phase.Steps)
        {
            foreach (var need in step.Needs.Where(need => !need.IsNull && !steps.ContainsKey(need.Text)))
            {
                problems.Error(
                    ProblemCodes.UnknownStep, need.Location, $"{step.Path} ('{step.Id}') needs '{Shown.Text(need.Text)}', which is no step of {PhaseNames.Of(phase.Phase)}",
                    Suggestion.Ask(need.Text, steps.Keys, $"Its steps are {string.Join(", ", steps.Keys)}."), $"{step.Path}.needs");
            }
        }

        var ordering = StepOrder.Of([.. phase.Steps.Select(step => KeyValuePair.Create(step.Id, NeedsOf(step)))]);
        if (!ordering.Cycle.IsEmpty)
        {
            var first = steps[ordering.Cycle[0]];
            problems.Error(
                ProblemCodes.Cycle, first.Location, $"steps of {PhaseNames.Of(phase.Phase)} wait for each other: {string.Join(" → ", ordering.Cycle)}",
                "Each needs the one after it, by needs or by with: remove one of these.", first.Path);
        }

        return ordering.Order;
    }

    private ImmutableArray<string> NeedsOf(StepDraft step) => [.. Needs(step, WithReader.WiresOf(step))];
}

/// <summary>Gives a planner modules and inputs, and collects what is wrong with them.</summary>
internal interface IStepSource
{
    /// <summary>The contract of a step's module, or null with a problem.</summary>
    ModuleContract? Module(StepDraft step);

    /// <summary>The step's inputs file, or null where it has none or where it cannot be read; the latter with a problem.</summary>
    ConfigMap? Inputs(StepDraft step);

    /// <summary>Resolves a module with its inputs.</summary>
    ResolvedModule Resolve(ModuleContract contract, ConfigMap? inputs, ImmutableHashSet<string> wired);
}
