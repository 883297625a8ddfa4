using System.Text.Json.Nodes;
using HyOps.Core.Files;
using HyOps.Core.Lifecycle;
using HyOps.Core.Modules;
using HyOps.Core.Runs;

namespace HyOps.Engine.State;

/// <summary>
/// What is known of each module's instance between runs: <c>&lt;root&gt;/state/modules/&lt;ref&gt;/&lt;instance&gt;.json</c>, with its status and its
/// published outputs. The status is on disk before anything changes, so that a killed run is never taken for a good one. No secret is in it.
/// </summary>
/// <param name="stateDirectory"><c>&lt;root&gt;/state</c>.</param>
/// <param name="clock">Gives the files their times.</param>
public sealed class ModuleStateStore(string stateDirectory, TimeProvider clock)
{
    /// <summary>What is known of an instance; null where it was never touched, or was destroyed.</summary>
    /// <param name="module">The module.</param>
    /// <param name="instance">The instance: the step's id.</param>
    /// <exception cref="ModuleStateException">The file is there and cannot be read.</exception>
    public ModuleState? Find(ModuleRef module, string instance)
    {
        var path = PathOf(module, instance);
        try
        {
            return File.Exists(path) ? ModuleStateJson.Read(File.ReadAllText(path)) : null;
        }
        catch (Exception e) when (ModuleStateJson.IsFault(e) || SystemErrors.IsOfFiles(e))
        {
            throw ModuleStateException.Unreadable(path, e);
        }
    }

    /// <summary>An instance's outputs, for those who rely on them; null where it has published none.</summary>
    /// <param name="module">The module.</param>
    /// <param name="instance">The instance.</param>
    /// <exception cref="ModuleStateException">The file cannot be read, or a run began to change the instance and its end is not known.</exception>
    public JsonObject? Read(ModuleRef module, string instance)
    {
        var state = Find(module, instance);
        return state is { IsReliable: false } ? throw ModuleStateException.Unreliable(module, instance, state) : state?.Outputs;
    }

    /// <summary>Writes the outputs of a step that ended well, whole, in place of those before: the instance is <see cref="ModuleStatus.Ok"/>.</summary>
    /// <param name="module">The module.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="run">The run that made them.</param>
    /// <param name="outputs">The outputs that may be published.</param>
    public void Write(ModuleRef module, string instance, RunId run, JsonObject outputs)
    {
        ArgumentNullException.ThrowIfNull(run);
        Write(module, instance, new ModuleState { Status = ModuleStatus.Ok, StatusRun = run.Value, PublishedBy = run.Value, Outputs = outputs });
    }

    /// <summary>Marks an instance that is about to be changed; the outputs before stay in the file. On return the mark is on disk.</summary>
    /// <param name="module">The module.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="run">The run that is about to change it.</param>
    /// <exception cref="ModuleStateException">The file before cannot be read: nothing may be changed then.</exception>
    public void BeginChange(ModuleRef module, string instance, RunId run) => Mark(module, instance, run, ModuleStatus.Changing);

    /// <summary>Marks an instance that is about to be destroyed, as <see cref="BeginChange"/> does.</summary>
    /// <param name="module">The module.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="run">The run that is about to destroy it.</param>
    /// <exception cref="ModuleStateException">The file before cannot be read: nothing may be destroyed then.</exception>
    public void BeginDestroy(ModuleRef module, string instance, RunId run) => Mark(module, instance, run, ModuleStatus.Destroying);

    /// <summary>Writes the end of a change or destroy that this run began and that did not succeed; without such a mark nothing is written.</summary>
    /// <param name="module">The module.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="run">The run.</param>
    /// <param name="outcome">How the step ended.</param>
    public void EndWithout(ModuleRef module, string instance, RunId run, StepOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (Find(module, instance) is { DidNotEnd: true } state && state.StatusRun == run.Value)
        {
            Write(module, instance, state.Now(ModuleState.StatusAfter(outcome), run));
        }
    }

    /// <summary>Writes that what a run had left uncertain is settled: the instance may be run again. Its outputs stay those of the success before.</summary>
    /// <param name="module">The module.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="run">The run that settled it.</param>
    public void Settle(ModuleRef module, string instance, RunId run)
    {
        if (Find(module, instance) is { Status: ModuleStatus.Uncertain } state)
        {
            Write(module, instance, state.Now(ModuleStatus.Failed, run));
        }
    }

    /// <summary>The runs whose marks still stand: they began to change something, or left it uncertain, and nobody has settled that.</summary>
    /// <exception cref="ModuleStateException">A file cannot be read, so that nobody can tell.</exception>
    public IReadOnlySet<string> UnsettledRuns()
    {
        var modules = Path.Combine(stateDirectory, "modules");
        var runs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in Directory.Exists(modules) ? Directory.EnumerateFiles(modules, "*.json", SearchOption.AllDirectories) : [])
        {
            try
            {
                if (ModuleStateJson.Read(File.ReadAllText(path)) is { IsReliable: false, StatusRun: { } run })
                {
                    runs.Add(run);
                }
            }
            catch (Exception e) when (ModuleStateJson.IsFault(e) || SystemErrors.IsOfFiles(e))
            {
                throw ModuleStateException.Unreadable(path, e);
            }
        }

        return runs;
    }

    /// <summary>Removes what is known of an instance, once it is destroyed.</summary>
    /// <param name="module">The module.</param>
    /// <param name="instance">The instance.</param>
    public void Remove(ModuleRef module, string instance)
    {
        var path = PathOf(module, instance);
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private void Mark(ModuleRef module, string instance, RunId run, ModuleStatus status) =>
        Write(module, instance, (Find(module, instance) ?? new ModuleState { Status = status }).Now(status, run));

    private void Write(ModuleRef module, string instance, ModuleState state)
    {
        var path = PathOf(module, instance);
        PrivateDirectory.Create(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, ModuleStateJson.Text(module, instance, state, clock.GetUtcNow()));
    }

    private string PathOf(ModuleRef module, string instance)
    {
        ArgumentNullException.ThrowIfNull(module);
        return Path.Combine(stateDirectory, "modules", module.Value, instance + ".json");
    }
}
