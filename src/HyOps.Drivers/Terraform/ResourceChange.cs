using System.Text.Json;
using HyOps.Core.Guardrails;

namespace HyOps.Drivers.Terraform;

/// <summary>What happens to one object, or to one output.</summary>
internal sealed class ResourceChange
{
    private ResourceChange(string address, PlanActions actions) => (Address, Actions) = (address, actions);

    /// <summary>Its address, as Terraform prints it: <c>module.db.azurerm_postgresql_server.main[0]</c>; <c>output.NAME</c> for an output.</summary>
    public string Address { get; }

    /// <summary>The address that names this object and no other: a deposed one (left behind by a replace that broke off) has its key beside it.</summary>
    public string Name => NameOf(Address, Deposed);

    /// <summary>What happens.</summary>
    public PlanActions Actions { get; }

    /// <summary>Why, where Terraform says it: <c>replace_because_tainted</c>.</summary>
    public string? Reason { get; private init; }

    /// <summary>The address that it had in the state until now, where that is another.</summary>
    public string? PreviousAddress { get; private init; }

    /// <summary>The key of a deposed object.</summary>
    public string? Deposed { get; private init; }

    /// <summary>The resource's type: <c>azurerm_key_vault</c>; empty for outputs.</summary>
    public string Type { get; private init; } = "";

    /// <summary>Whether it is managed, not data or an output.</summary>
    public bool IsManaged { get; private init; }

    /// <summary>Whether it comes into the state although it exists already.</summary>
    public bool IsImport { get; private init; }

    /// <summary>Its values until now; undefined where there are none.</summary>
    public JsonElement Before { get; private init; }

    /// <summary>Its values afterwards as far as they are known; undefined or null where it goes away.</summary>
    public JsonElement After { get; private init; }

    /// <summary>True, or a tree with true, in the places of <see cref="After"/> that only the apply makes known.</summary>
    public JsonElement AfterUnknown { get; private init; }

    /// <summary>Whether anything is done to it.</summary>
    public bool IsChange => Does(PlanActions.Create | PlanActions.Update | PlanActions.Delete | PlanActions.Forget);

    /// <summary>Whether something is lost: deleted, replaced, or no longer managed.</summary>
    public bool IsDestructive => Does(PlanActions.Delete | PlanActions.Forget);

    /// <summary>What happens, in one word.</summary>
    public string Action => Actions switch
    {
        _ when Does(PlanActions.Forget) => "forget",
        _ when Does(PlanActions.Create) && Does(PlanActions.Delete) => "replace",
        _ when Actions is PlanActions.None => IsImport ? "import" : "none",
        _ => Actions.ToString().ToLowerInvariant(),
    };

    /// <summary>Whether any of these happens.</summary>
    /// <param name="any">Some actions.</param>
    public bool Does(PlanActions any) => (Actions & any) != 0;

    /// <summary>What happens and why, for people: <c>replace: replace because tainted</c>.</summary>
    public string Doing => Reason switch
    {
        null => Action,
        "replace_because_tainted" => $"{Action}: half-created by an earlier run",
        _ => $"{Action}: {Reason.Replace('_', ' ')}",
    };

    /// <summary>For people: the address, what happens, and why.</summary>
    public override string ToString() => $"{Name} ({Doing})";

    /// <summary>The name of an object: its address, and the key of a deposed one, as Terraform prints them.</summary>
    /// <param name="address">The address.</param>
    /// <param name="deposed">The key; null for an object that is not deposed.</param>
    public static string NameOf(string address, string? deposed) => deposed is null ? address : $"{address} (deposed object {deposed})";

    /// <summary>One of <c>resource_changes</c>.</summary>
    public static ResourceChange OfResource(JsonElement element) =>
        Of(element.GetProperty("address").GetString() ?? "", element.GetProperty("change"), element);

    /// <summary>One of <c>output_changes</c>.</summary>
    public static ResourceChange OfOutput(JsonProperty output) => Of($"output.{output.Name}", output.Value, default);

    /// <summary>Data in the state that the plan starts from.</summary>
    public static ResourceChange OfData(JsonElement resource) => new(resource.GetProperty("address").GetString() ?? "", PlanActions.Read)
    {
        Type = TextOf(resource, "type") ?? "",
        After = resource.TryGetProperty("values", out var values) ? values : default,
    };

    private static ResourceChange Of(string address, JsonElement change, JsonElement resource) => new(address, ActionsOf(change))
    {
        Reason = TextOf(resource, "action_reason"),
        PreviousAddress = TextOf(resource, "previous_address"),
        Deposed = TextOf(resource, "deposed"),
        Type = TextOf(resource, "type") ?? "",
        IsManaged = TextOf(resource, "mode") == "managed",
        IsImport = change.TryGetProperty("importing", out var importing) && importing.ValueKind is JsonValueKind.Object,
        Before = change.TryGetProperty("before", out var before) ? before : default,
        After = change.TryGetProperty("after", out var after) ? after : default,
        AfterUnknown = change.TryGetProperty("after_unknown", out var unknown) ? unknown : default,
    };

    private static PlanActions ActionsOf(JsonElement change) =>
        change.GetProperty("actions").EnumerateArray().Select(ActionOf).Aggregate(PlanActions.None, static (all, one) => all | one);

    // A word that this does not know must not pass for "nothing happens".
    private static PlanActions ActionOf(JsonElement action) => action.GetString() switch
    {
        "no-op" => PlanActions.None,
        "create" => PlanActions.Create,
        "update" => PlanActions.Update,
        "delete" => PlanActions.Delete,
        "forget" => PlanActions.Forget,
        "read" => PlanActions.Read,
        _ => throw new JsonException("the plan has an action that is not known here"),
    };

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
