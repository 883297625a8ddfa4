using System.Collections.Immutable;
using System.Text.Json;

namespace HyOps.Drivers.Terraform;

/// <summary>What a saved plan would do, as far as a summary and a guardrail must know it. It holds addresses, never values.</summary>
/// <param name="Changes">The resources that would change.</param>
internal sealed record TerraformPlan(ImmutableArray<ResourceChange> Changes)
{
    /// <summary>Resources to create, replaced ones among them.</summary>
    public int Added => Changes.Count(static change => change.Actions.Contains("create"));

    /// <summary>Resources to update in place.</summary>
    public int Updated => Changes.Count(static change => change.Actions.Contains("update"));

    /// <summary>Resources to destroy, replaced ones among them.</summary>
    public int Destroyed => Changes.Count(static change => change.Actions.Contains("delete"));

    /// <summary>In a few words.</summary>
    public string Summary(string add, string change, string destroy) =>
        $"{Added} {add}, {Updated} {change}, {Destroyed} {destroy}" + (Changes.IsEmpty ? ", outputs changed" : "");

    /// <summary>
    /// Reads what <c>terraform show -json PLAN</c> prints: <c>resource_changes</c>, not <c>planned_values</c>, which lacks what goes away.
    /// Format: https://developer.hashicorp.com/terraform/internals/json-format
    /// </summary>
    /// <param name="json">The text. It holds secrets in plain text.</param>
    /// <exception cref="JsonException">It is no plan.</exception>
    public static TerraformPlan Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format_version", out _))
        {
            throw new JsonException("no plan: format_version is missing");
        }

        return root.TryGetProperty("resource_changes", out var changes)
            ? new TerraformPlan([.. changes.EnumerateArray().Select(Read).Where(static change => change.IsChange)])
            : new TerraformPlan([]);
    }

    private static ResourceChange Read(JsonElement element)
    {
        var change = element.GetProperty("change");
        return new ResourceChange(
            element.GetProperty("address").GetString() ?? "",
            [.. change.GetProperty("actions").EnumerateArray().Select(static action => action.GetString() ?? "")],
            element.TryGetProperty("action_reason", out var reason) ? reason.GetString() : null);
    }
}

/// <summary>What happens to one resource.</summary>
/// <param name="Address">Its address: <c>module.db.azurerm_postgresql_server.main[0]</c>.</param>
/// <param name="Actions">Terraform's words: <c>create</c>, <c>update</c>, <c>delete</c>, <c>forget</c>, <c>read</c>, <c>no-op</c>, and pairs of them.</param>
/// <param name="Reason">Why, where Terraform says it: <c>replace_because_tainted</c>.</param>
internal sealed record ResourceChange(string Address, ImmutableArray<string> Actions, string? Reason)
{
    /// <summary>Whether anything is done to it.</summary>
    public bool IsChange => Actions.Any(static action => action is not "no-op" and not "read");

    /// <summary>Whether something is lost: deleted, replaced, or no longer managed.</summary>
    public bool IsDestructive => Actions.Any(static action => action is "delete" or "forget");

    /// <summary>For people: the address, what happens, and why.</summary>
    public override string ToString()
    {
        var what = Actions switch
        {
            _ when Actions.Contains("forget") => "forget",
            _ when Actions.Contains("create") && Actions.Contains("delete") => "replace",
            _ => string.Join('+', Actions),
        };
        return Reason switch
        {
            null => $"{Address} ({what})",
            "replace_because_tainted" => $"{Address} ({what}: half-created by an earlier run)",
            _ => $"{Address} ({what}: {Reason.Replace('_', ' ')})",
        };
    }
}
