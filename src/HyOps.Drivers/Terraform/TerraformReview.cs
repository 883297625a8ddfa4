using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Plans;
using HyOps.Drivers.Stacks;

namespace HyOps.Drivers.Terraform;

/// <summary>What a plan says to the person who approves it, and to the steps that wait for its outputs.</summary>
internal sealed class TerraformReview
{
    private readonly PlannedValues values;
    private readonly Func<string, bool> holdsSecret;
    private readonly Func<string, string> mask;

    private TerraformReview(Func<string, bool> holdsSecret, Func<string, string> mask)
    {
        (this.holdsSecret, this.mask) = (holdsSecret, mask);
        values = new PlannedValues(holdsSecret, mask);
    }

    /// <summary>
    /// Reads what <c>terraform show -json PLAN</c> prints. Format: https://developer.hashicorp.com/terraform/internals/json-format
    /// </summary>
    /// <param name="json">The text. It holds secrets in plain text.</param>
    /// <param name="holdsSecret">Knows the secrets of the run.</param>
    /// <param name="mask">Masks them.</param>
    /// <returns>The plan without its effect and summary, which are the caller's.</returns>
    /// <exception cref="JsonException">It is no plan.</exception>
    public static DriverPlan Read(ReadOnlyMemory<byte> json, Func<string, bool> holdsSecret, Func<string, string> mask)
    {
        using var document = JsonDocument.Parse(json);
        var review = new TerraformReview(holdsSecret, mask);
        var plan = new DriverPlan
        {
            Effect = PlannedEffect.Apply,
            Summary = "",
            Resources = [.. Items(document, "resource_changes").Select(review.Resource).OfType<PlannedResource>()],
            Drift = review.Drift(document),
        };
        return document.RootElement.TryGetProperty("output_changes", out var outputs) ? review.WithOutputs(plan, outputs) : plan;
    }

    /// <summary>What the tool found changed outside of it, by address.</summary>
    /// <param name="json">As for a plan; <c>resource_drift</c> is read.</param>
    /// <param name="holdsSecret">Knows the secrets of the run.</param>
    /// <param name="mask">Masks them in addresses.</param>
    public static ImmutableSortedDictionary<string, DriftedObject> ReadDrift(ReadOnlyMemory<byte> json, Func<string, bool> holdsSecret, Func<string, string> mask)
    {
        using var document = JsonDocument.Parse(json);
        return new TerraformReview(holdsSecret, mask).Drift(document);
    }

    private ImmutableSortedDictionary<string, DriftedObject> Drift(JsonDocument document)
    {
        var drift = ImmutableSortedDictionary.CreateBuilder<string, DriftedObject>(StringComparer.Ordinal);
        foreach (var item in Items(document, "resource_drift"))
        {
            var change = item.GetProperty("change");
            var found = change.TryGetProperty("after", out var after) ? after.GetRawText() : "null";
            drift[mask(AddressOf(item))] = new DriftedObject(
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(found))),
                found == "null" ? [] : [.. values.Differences(change).Select(static attribute => attribute.Path)]);
        }

        return drift.ToImmutable();
    }

    private static JsonElement[] Items(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray()] : [];

    private static string AddressOf(JsonElement item) =>
        ResourceChange.NameOf(item.GetProperty("address").GetString() ?? "", item.TryGetProperty("deposed", out var deposed) ? deposed.GetString() : null);

    private PlannedResource? Resource(JsonElement item)
    {
        var change = item.GetProperty("change");
        if (ActionOf(change) is not { } action)
        {
            return null;
        }

        var reason = item.TryGetProperty("action_reason", out var said) ? said.GetString() : null;
        return new PlannedResource(
            mask(AddressOf(item)), action, reason, action is PlannedAction.Destroy or PlannedAction.Forget ? [] : values.Differences(change));
    }

    private static PlannedAction? ActionOf(JsonElement change)
    {
        var actions = change.GetProperty("actions").EnumerateArray().Select(static action => action.GetString()).ToHashSet(StringComparer.Ordinal);
        return actions switch
        {
            _ when actions.Contains("forget") => PlannedAction.Forget,
            _ when actions.Contains("delete") => actions.Contains("create") ? PlannedAction.Replace : PlannedAction.Destroy,
            _ when actions.Contains("create") => PlannedAction.Create,
            _ when actions.Contains("update") => PlannedAction.Update,
            _ when actions.Contains("read") => PlannedAction.Read,
            _ => null,
        };
    }

    private DriverPlan WithOutputs(DriverPlan plan, JsonElement outputs)
    {
        var changes = ImmutableArray.CreateBuilder<PlannedOutput>();
        var known = new JsonObject();
        var (withheld, unknown) = (new List<string>(), new List<string>());
        foreach (var output in outputs.EnumerateObject())
        {
            var change = output.Value;
            if (ActionOf(change) is { } action)
            {
                var (before, after) = values.Texts(change);
                changes.Add(new PlannedOutput(mask(output.Name), action, before, after));
            }

            Place(output.Name, change, known, withheld, unknown);
        }

        return plan with { OutputChanges = changes.ToImmutable(), Outputs = known, WithheldOutputs = [.. withheld], UnknownOutputs = [.. unknown] };
    }

    private void Place(string name, JsonElement change, JsonObject known, List<string> withheld, List<string> unknown)
    {
        var after = change.TryGetProperty("after", out var value) ? JsonNode.Parse(value.GetRawText()) : null;
        if (Marked(change, "after_sensitive") || JsonTexts.HoldSecret(after, holdsSecret))
        {
            withheld.Add(name);
        }
        else if (Marked(change, "after_unknown"))
        {
            unknown.Add(name);
        }
        else if (ActionOf(change) is not PlannedAction.Destroy)
        {
            known[name] = after;
        }
    }

    private static bool Marked(JsonElement change, string marker) => change.TryGetProperty(marker, out var value) && PlannedValues.Any(JsonNode.Parse(value.GetRawText()));
}
