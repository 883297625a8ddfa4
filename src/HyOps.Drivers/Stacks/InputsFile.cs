using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Drivers;
using HyOps.Core.Files;

namespace HyOps.Drivers.Stacks;

/// <summary>The file that hands inputs to a tool: names of secrets at most, never values.</summary>
internal static class InputsFile
{
    // UTF-8 as it is: the tools read JSON, not HTML.
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes inputs as JSON, 0600.</summary>
    /// <param name="request">Holds the inputs, and knows the secrets.</param>
    /// <param name="path">The file.</param>
    /// <param name="takes">Which inputs the tool knows; the others are left out.</param>
    /// <exception cref="StackException">An input holds a secret: nothing is written.</exception>
    public static void Write(DriverRequest request, string path, Func<string, bool> takes)
    {
        RefuseSecrets(request);
        var inputs = new JsonObject();
        foreach (var (name, value) in request.Inputs.Where(input => takes(input.Key)))
        {
            inputs[name] = value?.DeepClone();
        }

        AtomicFile.Write(path, inputs.ToJsonString(Form) + "\n");
    }

    /// <summary>Refuses inputs that hold the value of a secret.</summary>
    /// <param name="request">Holds the inputs, and knows the secrets.</param>
    /// <exception cref="StackException">One does.</exception>
    public static void RefuseSecrets(DriverRequest request)
    {
        foreach (var (field, text) in JsonTexts.Of(request.Inputs))
        {
            if (request.HoldsSecret(text))
            {
                throw StackException.SecretInInput(request.Module.Contract.ModuleRef.Value, request.Mask(field));
            }
        }
    }
}
