using System.Collections.Immutable;
using HyOps.Core.Configuration;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Reads with: of a step: wires from earlier steps' outputs, and literals.</summary>
internal sealed class WithReader(
    StepDraft step,
    IReadOnlyDictionary<string, StepDraft> steps,
    IReadOnlyDictionary<string, ModuleContract> contracts,
    ProblemList problems)
{
    public static With Read(
        StepDraft step,
        IReadOnlyDictionary<string, StepDraft> steps,
        IReadOnlyDictionary<string, ModuleContract> contracts,
        ModuleContract? contract,
        ConfigMap? inputs,
        ProblemList problems) =>
        new WithReader(step, steps, contracts, problems).Read(contract, inputs);

    /// <summary>The wires as written, whether or not they lead anywhere: the order of steps depends on them.</summary>
    public static IEnumerable<Wire> WiresOf(StepDraft step) =>
        from entry in step.With?.Entries ?? []
        let parsed = entry.Value is ConfigScalar scalar ? WireExpression.Parse(scalar.Text) : null
        where parsed is not null
        select new Wire(entry.Key, parsed.Value.Step, parsed.Value.Output);

    private With Read(ModuleContract? contract, ConfigMap? inputs)
    {
        var literals = ImmutableArray.CreateBuilder<ConfigEntry>();
        var wires = ImmutableArray.CreateBuilder<Wire>();
        foreach (var entry in step.With?.Entries ?? [])
        {
            CheckSetOnce(entry, inputs);
            if (entry.Value is ConfigScalar scalar && WireExpression.Parse(scalar.Text) is { } parsed)
            {
                CheckSource(scalar, parsed.Step, parsed.Output);
                CheckInput(entry, contract);
                wires.Add(new Wire(entry.Key, parsed.Step, parsed.Output));
            }
            else
            {
                RejectExpressions(entry.Value, FieldOf(entry));
                literals.Add(entry);
            }
        }

        foreach (var entry in inputs?.Entries ?? [])
        {
            RejectStepExpressions(entry.Value, $"inputs.{entry.Key}");
        }

        return new With(wires.ToImmutable(), literals.Count == 0 ? null : new ConfigMap(step.With!.Location, literals.ToImmutable()));
    }

    private string FieldOf(ConfigEntry entry) => $"{step.Path}.with.{Shown.Text(entry.Key)}";

    private void CheckSetOnce(ConfigEntry entry, ConfigMap? inputs)
    {
        if (inputs?.Entry(entry.Key) is { } other)
        {
            problems.Error(
                ProblemCodes.InputSetTwice, entry.KeyLocation, $"{FieldOf(entry)} sets an input that {other.KeyLocation} sets too",
                "Keep one of the two: neither wins over the other.", FieldOf(entry));
        }
    }

    private void CheckSource(ConfigScalar scalar, string from, string output)
    {
        if (!steps.ContainsKey(from))
        {
            problems.Error(
                ProblemCodes.UnknownStep, scalar.Location, $"{step.Path} ('{step.Id}') takes an output of '{Shown.Text(from)}', which is no step of this phase",
                Suggestion.Ask(from, steps.Keys, $"Its steps are {string.Join(", ", steps.Keys)}."), $"{step.Path}.with");
        }
        else if (!StepKinds.RunsModule(steps[from].Kind))
        {
            problems.Error(
                ProblemCodes.UnknownOutput, scalar.Location, $"step '{from}' is of kind {StepKinds.Of(steps[from].Kind)}, which publishes nothing",
                "Take the output of a step that runs a module.", $"{step.Path}.with");
        }
        else if (contracts.GetValueOrDefault(from) is { } source && !source.Publish.Contains(output))
        {
            problems.Error(
                ProblemCodes.UnknownOutput, scalar.Location, $"{source.ModuleRef} (step '{from}') does not publish '{Shown.Text(output)}'",
                Suggestion.Ask(output, source.Publish, source.Publish.IsEmpty
                    ? $"List it under outputs.publish of {source.Location.File}."
                    : $"It publishes {string.Join(", ", source.Publish)}; list more under outputs.publish of {source.Location.File}."),
                $"{step.Path}.with");
        }
    }

    private void CheckInput(ConfigEntry entry, ModuleContract? contract)
    {
        if (contract is not null && contract.Defaults[entry.Key] is null)
        {
            problems.Error(
                ProblemCodes.UnknownWireInput, entry.KeyLocation, $"{contract.ModuleRef} has no input '{Shown.Text(entry.Key)}'",
                Suggestion.Ask(entry.Key, contract.Defaults.Keys, $"Declare it with a default (empty will do) under inputs.defaults of {contract.Location.File}."), FieldOf(entry));
        }
    }

    private void RejectExpressions(ConfigNode node, string field)
    {
        foreach (var scalar in Scalars(node).Where(scalar => WireExpression.IsIn(scalar.Text)))
        {
            problems.Error(
                ProblemCodes.BadExpression, scalar.Location, $"{field} holds an expression that is not understood",
                "Write \"${steps.<id>.outputs.<name>}\" as the whole value of a top-level input; nothing may stand before or after it.", field);
        }
    }

    private void RejectStepExpressions(ConfigNode node, string field)
    {
        foreach (var scalar in Scalars(node).Where(scalar => scalar.Text.Contains("${steps.", StringComparison.Ordinal)))
        {
            problems.Error(
                ProblemCodes.BadExpression, scalar.Location, $"{field} takes a step's output in an inputs file, where nothing is replaced",
                "Move it under with of the step in environment.yml.", field);
        }
    }

    private static IEnumerable<ConfigScalar> Scalars(ConfigNode node) => node switch
    {
        ConfigScalar scalar => [scalar],
        ConfigMap map => map.Entries.SelectMany(entry => Scalars(entry.Value)),
        ConfigList list => list.Items.SelectMany(Scalars),
        _ => [],
    };

    /// <summary>What with says.</summary>
    /// <param name="Wires">The wires.</param>
    /// <param name="Literals">The rest, to be laid over the inputs file; null where there is none.</param>
    internal sealed record With(ImmutableArray<Wire> Wires, ConfigMap? Literals);
}
