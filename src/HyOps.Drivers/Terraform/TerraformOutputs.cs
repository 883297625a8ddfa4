using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Drivers.Stacks;

namespace HyOps.Drivers.Terraform;

/// <summary>The outputs of a stack, without those that must not be seen.</summary>
/// <param name="Published">Fit to be published.</param>
/// <param name="Withheld">Names of those that Terraform marks sensitive, or that hold a known secret.</param>
internal sealed record TerraformOutputs(JsonObject Published, IReadOnlyList<string> Withheld)
{
    /// <summary>Reads what <c>terraform output -json</c> prints.</summary>
    /// <param name="json">The text. It holds sensitive values in plain text.</param>
    /// <param name="holdsSecret">Knows the secrets of the run.</param>
    /// <exception cref="JsonException">It is no such text: never the same as "no outputs".</exception>
    public static TerraformOutputs Read(ReadOnlyMemory<byte> json, Func<string, bool> holdsSecret) => Of(JsonNode.Parse(json.Span), holdsSecret);

    /// <summary>Reads the outputs of a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="holdsSecret">Knows the secrets of the run.</param>
    public static TerraformOutputs Of(ShownState state, Func<string, bool> holdsSecret) => Of(JsonObject.Create(state.Outputs), holdsSecret);

    private static TerraformOutputs Of(JsonNode? json, Func<string, bool> holdsSecret)
    {
        var published = new JsonObject();
        var withheld = new List<string>();
        var outputs = json as JsonObject ?? throw new JsonException("no outputs: not a JSON object");

        foreach (var (name, body) in outputs)
        {
            var output = body as JsonObject ?? throw new JsonException($"the output {name} is no JSON object");
            if (output["sensitive"]?.GetValue<bool>() is true || JsonTexts.HoldSecret(output["value"], holdsSecret))
            {
                withheld.Add(name);
            }
            else
            {
                published[name] = output["value"]?.DeepClone();
            }
        }

        return new TerraformOutputs(published, withheld);
    }
}
