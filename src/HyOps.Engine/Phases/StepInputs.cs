using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HyOps.Core.Configuration;
using HyOps.Core.Lifecycle;

namespace HyOps.Engine.Phases;

/// <summary>A step's inputs with the values of earlier steps wired in.</summary>
internal static class StepInputs
{
    /// <exception cref="StepNotRunnableException">An output that the step is wired to was not published.</exception>
    public static JsonObject Of(PlanStep step, IReadOnlyDictionary<string, JsonObject> published)
    {
        var inputs = InputsJson.Of(step.Module.Inputs);
        foreach (var wire in step.Wires)
        {
            if (!published.TryGetValue(wire.FromStep, out var outputs) || !outputs.ContainsKey(wire.Output))
            {
                throw StepNotRunnableException.OutputMissing(wire);
            }

            inputs[wire.Input] = outputs[wire.Output]?.DeepClone();
        }

        return inputs;
    }

    public static string DigestOf(JsonObject inputs) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(inputs.ToJsonString())));
}
