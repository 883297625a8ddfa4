using System.Collections.Immutable;
using System.Text.Json;
using HyOps.Core.Guardrails;

namespace HyOps.Drivers.Terraform;

/// <summary>What a saved plan would do. It holds values, secrets among them: it lives as long as the step, and only addresses leave it.</summary>
internal sealed class TerraformPlan
{
    private readonly ImmutableArray<ResourceChange> all;

    private TerraformPlan(ImmutableArray<ResourceChange> all) => this.all = all;

    /// <summary>The plan in which nothing happens.</summary>
    public static TerraformPlan Empty { get; } = new([]);

    /// <summary>The objects that would change.</summary>
    public ImmutableArray<ResourceChange> Changes => [.. all.Where(static change => change.IsChange)];

    /// <summary>The managed objects that keep what they are but get another address.</summary>
    public IEnumerable<ResourceChange> Moves => all.Where(static change => change.PreviousAddress is not null);

    /// <summary>Everything whose values the apply would write into the state: changed and imported objects, and data that was or will be read.</summary>
    public IEnumerable<ResourceChange> Written => all.Where(static change => change.IsChange || change.IsImport || change.Does(PlanActions.Read)).Concat(ReadData);

    /// <summary>Data that planning has read already.</summary>
    public ImmutableArray<ResourceChange> ReadData { get; private init; } = [];

    /// <summary>The outputs that would change, as objects with the address <c>output.NAME</c>.</summary>
    public ImmutableArray<ResourceChange> Outputs { get; private init; } = [];

    /// <summary>Resources to create, replaced ones among them.</summary>
    public int Added => Changes.Count(static change => change.Does(PlanActions.Create));

    /// <summary>Resources to update in place.</summary>
    public int Updated => Changes.Count(static change => change.Does(PlanActions.Update));

    /// <summary>Resources to destroy, replaced ones among them.</summary>
    public int Destroyed => Changes.Count(static change => change.Does(PlanActions.Delete));

    /// <summary>In a few words.</summary>
    public string Summary(string add, string change, string destroy) =>
        $"{Added} {add}, {Updated} {change}, {Destroyed} {destroy}" + (Changes.IsEmpty ? ", outputs changed" : "");

    /// <summary>
    /// Reads what <c>terraform show -json PLAN</c> prints: <c>resource_changes</c>, not <c>planned_values</c>, which lacks what goes away; and
    /// <c>prior_state</c> for the data that was read while planning, which is nowhere else.
    /// Format: https://developer.hashicorp.com/terraform/internals/json-format
    /// </summary>
    /// <param name="json">The text. It holds secrets in plain text.</param>
    /// <exception cref="JsonException">It is no plan.</exception>
    public static TerraformPlan Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : throw new JsonException("no plan: not an object");
        if (!root.TryGetProperty("format_version", out _))
        {
            throw new JsonException("no plan: format_version is missing");
        }

        return new TerraformPlan(root.TryGetProperty("resource_changes", out var changes) ? [.. changes.EnumerateArray().Select(ResourceChange.OfResource)] : [])
        {
            Outputs = root.TryGetProperty("output_changes", out var outputs)
                ? [.. outputs.EnumerateObject().Select(ResourceChange.OfOutput).Where(static output => output.IsChange)]
                : [],
            ReadData = root.TryGetProperty("prior_state", out var prior) && prior.TryGetProperty("values", out var values) && values.TryGetProperty("root_module", out var module)
                ? [.. ShownState.ResourcesOf(module).Where(static resource => resource.GetProperty("mode").GetString() == "data").Select(ResourceChange.OfData)]
                : [],
        };
    }
}
