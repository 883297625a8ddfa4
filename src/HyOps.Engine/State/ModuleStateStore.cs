using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Core.Modules;
using HyOps.Core.Runs;

namespace HyOps.Engine.State;

/// <summary>Published outputs by module and instance: <c>&lt;root&gt;/state/modules/&lt;ref&gt;/&lt;instance&gt;.json</c>. They hold no secret.</summary>
/// <param name="stateDirectory"><c>&lt;root&gt;/state</c>.</param>
/// <param name="clock">Gives the files their times.</param>
public sealed class ModuleStateStore(string stateDirectory, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>Writes an instance's outputs, whole, in place of those before.</summary>
    /// <param name="module">The module.</param>
    /// <param name="instance">The instance: the step's id.</param>
    /// <param name="run">The run that made them.</param>
    /// <param name="outputs">The outputs that may be published.</param>
    public void Write(ModuleRef module, string instance, RunId run, JsonObject outputs)
    {
        var path = PathOf(module, instance);
        PrivateDirectory.Create(Path.GetDirectoryName(path)!);
        var state = new JsonObject
        {
            ["module_ref"] = module.Value,
            ["instance"] = instance,
            ["run_id"] = run.Value,
            ["updated"] = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["outputs"] = outputs.DeepClone(),
        };
        AtomicFile.Write(path, state.ToJsonString(Readable) + "\n");
    }

    /// <summary>An instance's outputs; null where it has published none.</summary>
    /// <param name="module">The module.</param>
    /// <param name="instance">The instance.</param>
    /// <exception cref="ModuleStateException">The file is there and cannot be read.</exception>
    public JsonObject? Read(ModuleRef module, string instance)
    {
        var path = PathOf(module, instance);
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))?["outputs"] as JsonObject : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw ModuleStateException.Unreadable(path, e);
        }
    }

    private string PathOf(ModuleRef module, string instance) => Path.Combine(stateDirectory, "modules", module.Value, instance + ".json");
}

/// <summary>Module state that cannot be used.</summary>
public sealed class ModuleStateException : HyOpsException
{
    private ModuleStateException(string message, string nextStep, Exception cause)
        : base(Core.ExitCode.InvalidContract, message, nextStep, cause)
    {
    }

    /// <summary>The file is there and cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cause">Why.</param>
    public static ModuleStateException Unreadable(string path, Exception cause) =>
        new($"{path}: module state cannot be read: {cause.Message}", "restore the file, or remove it and run the step that publishes it again", cause);
}
