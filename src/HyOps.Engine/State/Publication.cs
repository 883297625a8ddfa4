using System.Text.Json.Nodes;
using HyOps.Core.Modules;

namespace HyOps.Engine.State;

/// <summary>
/// What of a step's outputs may be published: the names in outputs.publish, taken from the tool's outputs, else from the inputs (modules publish
/// references such as <c>db_password_env</c>). An output that holds a known secret in any form is held back.
/// </summary>
/// <param name="Outputs">The outputs to publish.</param>
/// <param name="Withheld">The names that were asked for and held back.</param>
public sealed record Publication(JsonObject Outputs, IReadOnlyList<string> Withheld)
{
    /// <summary>Chooses.</summary>
    /// <param name="contract">Names what may be published.</param>
    /// <param name="inputs">The resolved inputs: names of secrets only.</param>
    /// <param name="toolOutputs">What the tool gave.</param>
    /// <param name="withheldByTool">What the driver held back, because the tool marks it sensitive.</param>
    /// <param name="holdsSecret">Tells whether a text holds a known secret.</param>
    public static Publication Of(
        ModuleContract contract, JsonObject inputs, JsonObject toolOutputs, IReadOnlyCollection<string> withheldByTool, Func<string, bool> holdsSecret)
    {
        var outputs = new JsonObject();
        var withheld = new List<string>();
        foreach (var name in contract.Publish)
        {
            var value = toolOutputs.ContainsKey(name) ? toolOutputs[name] : inputs[name];
            if (withheldByTool.Contains(name) || (value is not null && HoldsSecret(value, holdsSecret)))
            {
                withheld.Add(name);
            }
            else if (toolOutputs.ContainsKey(name) || inputs.ContainsKey(name))
            {
                outputs[name] = value?.DeepClone();
            }
        }

        return new Publication(outputs, withheld);
    }

    // Strings are looked at as they are, not only in their JSON form: a list of characters that JSON escapes is still the secret.
    private static bool HoldsSecret(JsonNode node, Func<string, bool> holdsSecret) => node switch
    {
        JsonValue value => holdsSecret(value.TryGetValue<string>(out var text) ? text : value.ToJsonString()),
        JsonArray items => items.Any(item => item is not null && HoldsSecret(item, holdsSecret)),
        JsonObject fields => fields.Any(field => holdsSecret(field.Key) || (field.Value is not null && HoldsSecret(field.Value, holdsSecret))),
        _ => false,
    };
}
