using System.Text.Json;
using HyOps.Core.Files;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Rotation;

/// <summary>The rotations of an environment on disk. Each step is written whole and synchronised before the next begins.</summary>
/// <param name="stateDirectory"><c>&lt;root&gt;/state</c>.</param>
/// <param name="clock">Gives the states their times.</param>
internal sealed class RotationStore(string stateDirectory, TimeProvider clock)
{
    private const int MostBytes = 1024 * 1024;

    private string Directory => Path.Combine(stateDirectory, "rotations");

    /// <summary>Lets one rotation run at a time in an environment; the system frees the lock when its holder dies.</summary>
    /// <exception cref="RotationException">Another one runs.</exception>
    public FileLock Lock()
    {
        PrivateDirectory.Create(Directory);
        return FileLock.TryAcquire(Path.Combine(Directory, "rotations")) ?? throw RotationException.Running(Directory);
    }

    public string PathOf(SecretName key) => Path.Combine(Directory, key.Value + ".json");

    /// <summary>The state of a key's rotation; null where there was none.</summary>
    /// <exception cref="RotationException">It is there and cannot be read.</exception>
    public RotationState? Read(SecretName key)
    {
        var path = PathOf(key);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var state = JsonSerializer.Deserialize(PrivateFile.Read(path, MostBytes), RotationStateJson.Default.RotationState);
            return state is { Format: "hyops-rotation/1" } && state.Key == key.Value ? state : throw RotationException.Unreadable(path, null);
        }
        catch (JsonException e)
        {
            throw RotationException.Unreadable(path, e);
        }
    }

    /// <summary>The keys whose rotation is open, in ordinal order.</summary>
    public IReadOnlyList<SecretName> Open() =>
        !System.IO.Directory.Exists(Directory) ? []
        : [.. System.IO.Directory.EnumerateFiles(Directory, "*.json")
            .Select(file => SecretName.TryParse(Path.GetFileNameWithoutExtension(file), out var key) ? key : null)
            .OfType<SecretName>()
            .Where(key => Read(key)?.IsOpen == true)
            .Order()];

    /// <summary>Writes a state, and gives it back with its time.</summary>
    public RotationState Write(RotationState state)
    {
        var written = state with { Updated = clock.GetUtcNow() };
        AtomicFile.Write(PathOf(SecretName.Parse(state.Key)), JsonSerializer.Serialize(written, RotationStateJson.Default.RotationState) + "\n");
        return written;
    }
}
