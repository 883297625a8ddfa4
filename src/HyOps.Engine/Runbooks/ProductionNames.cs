using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Configuration;
using HyOps.Core.Lifecycle;
using HyOps.Engine.Preflight.Hosts;

namespace HyOps.Engine.Runbooks;

/// <summary>
/// Names of production, which nothing of a drill may be given: <c>drill.never</c>. They are looked for in all that steps and commands get, and in the
/// inventory, before the disaster; and in what a step is wired to, before it starts.
/// </summary>
/// <param name="patterns">Parts of names, with * for any characters; letters of both cases are the same. None in a recovery in earnest.</param>
internal sealed class ProductionNames(ImmutableArray<string> patterns)
{
    /// <summary>Those of a run.</summary>
    public static ProductionNames Of(PhasePlan whole, bool isDrill) => new(isDrill ? whole.Drill?.Never ?? [] : []);

    /// <summary>Where the first of them stands in what is known beforehand; null where none does.</summary>
    /// <param name="whole">The whole phase.</param>
    /// <param name="directory">The environment's folder.</param>
    public string? FindIn(PhasePlan whole, string directory) => patterns.IsEmpty ? null
        : whole.Steps.Select(step => FindIn(step.Id, InputsJson.Of(step.Module.Inputs)))
            .Concat(Commands(whole).Select(probe => Named($"the command {probe.Command[0]}", string.Join(' ', probe.Command))))
            .Append(InInventory(Path.Combine(directory, InventoryReader.FileName)))
            .FirstOrDefault(found => found is not null);

    /// <summary>Where the first of them stands in a step's inputs; null where none does.</summary>
    public string? FindIn(string step, JsonNode? inputs) => inputs switch
    {
        JsonObject map => map.Select(field => FindIn(step, field.Value)).FirstOrDefault(found => found is not null),
        JsonArray list => list.Select(item => FindIn(step, item)).FirstOrDefault(found => found is not null),
        JsonValue value when value.GetValueKind() is JsonValueKind.String => Named($"input {value.GetPath()[2..]} of step {step}", value.GetValue<string>()),
        _ => null,
    };

    private static IEnumerable<StepProbe> Commands(PhasePlan whole) =>
        [.. whole.Drill!.Commands, .. whole.Steps.Select(step => step.Check).OfType<StepProbe>(), .. whole.Runbook.OfType<WatchStep>().Select(step => step.Probe)];

    private string? InInventory(string file) => !File.Exists(file) ? null
        : File.ReadLines(file).Index()
            .Where(line => !line.Item.TrimStart().StartsWith('#'))
            .Select(line => Named($"line {line.Index + 1} of {file}", line.Item)).FirstOrDefault(found => found is not null);

    private string? Named(string place, string text) =>
        patterns.FirstOrDefault(pattern => FileSystemName.MatchesSimpleExpression($"*{pattern}*", text)) is { } pattern ? $"{place} has {pattern}" : null;
}
