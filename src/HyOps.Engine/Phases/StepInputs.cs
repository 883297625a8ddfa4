using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HyOps.Core.Configuration;
using HyOps.Core.Lifecycle;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Phases;

/// <summary>A step's inputs with the values of earlier steps wired in.</summary>
internal static class StepInputs
{
    /// <param name="step">The step.</param>
    /// <param name="published">What steps have published.</param>
    /// <param name="missing">Told of a wire whose output nobody published: the module's default stays then. Null makes that an error.</param>
    /// <exception cref="StepNotRunnableException">An output that the step is wired to was not published, or names a key that the step is not given.</exception>
    public static JsonObject Of(PlanStep step, IReadOnlyDictionary<string, JsonObject> published, Action<Wire>? missing = null)
    {
        var inputs = InputsJson.Of(step.Module.Inputs);
        foreach (var wire in step.Wires)
        {
            if (published.TryGetValue(wire.FromStep, out var outputs) && outputs.ContainsKey(wire.Output))
            {
                RequireNamedKey(step, wire, outputs[wire.Output]);
                inputs[wire.Input] = outputs[wire.Output]?.DeepClone();
            }
            else
            {
                (missing ?? throw StepNotRunnableException.OutputMissing(wire))(wire);
            }
        }

        return inputs;
    }

    // Validation cannot know what a wire will carry: a reference must name a key that the step is given.
    private static void RequireNamedKey(PlanStep step, Wire wire, JsonNode? value)
    {
        var isReference = wire.Input.EndsWith("_env", StringComparison.Ordinal) && step.Module.Contract.Defaults[wire.Input] is not ConfigScalar { AsBoolean: not null };
        var text = value is JsonValue scalar && scalar.TryGetValue<string>(out var written) ? written : "";
        if (isReference && text.Length > 0 && !(SecretName.TryParse(text, out var key) && step.Module.RequiredEnv.Contains(key)))
        {
            throw StepNotRunnableException.KeyNotRequired(wire, step.Module.Contract.ModuleRef.Value);
        }
    }

    public static string DigestOf(JsonObject inputs) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(inputs.ToJsonString())));
}
