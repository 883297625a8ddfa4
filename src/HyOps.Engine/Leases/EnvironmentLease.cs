using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyOps.Core.Files;
using HyOps.Core.Leases;
using HyOps.Core.Runs;
using HyOps.Core.World;

namespace HyOps.Engine.Leases;

/// <summary>
/// One run per environment at a time. The lease is an advisory lock on <c>&lt;root&gt;/meta/run.lease.lock</c>, which the system frees when its
/// holder dies; who holds it is written beside it, in <c>run.lease</c>, for people only.
/// </summary>
public sealed class EnvironmentLease : IDisposable
{
    private readonly FileLock fileLock;
    private readonly string path;

    private EnvironmentLease(FileLock fileLock, string path)
    {
        this.fileLock = fileLock;
        this.path = path;
    }

    /// <summary>Takes the lease, or says who holds it.</summary>
    /// <param name="metaDirectory"><c>&lt;root&gt;/meta</c>.</param>
    /// <param name="run">The run that wants it.</param>
    /// <param name="world">Who and where we are.</param>
    /// <exception cref="LeaseHeldException">Another run holds it.</exception>
    public static EnvironmentLease Take(string metaDirectory, RunId run, Surroundings world)
    {
        PrivateDirectory.Create(metaDirectory);
        var path = PathIn(metaDirectory);
        var fileLock = FileLock.TryAcquire(path) ?? throw LeaseHeldException.By(ReadHolder(metaDirectory));
        try
        {
            AtomicFile.Write(path, Describe(run, world).ToJsonString());
            return new EnvironmentLease(fileLock, path);
        }
        catch
        {
            fileLock.Dispose();
            throw;
        }
    }

    /// <summary>Who holds the lease now, in a line for people; null where it is free.</summary>
    /// <param name="metaDirectory"><c>&lt;root&gt;/meta</c>.</param>
    public static string? HolderOf(string metaDirectory)
    {
        // Asking must not leave a lock file behind where there was none.
        if (!File.Exists(FileLock.LockFileOf(PathIn(metaDirectory))))
        {
            return null;
        }

        using var free = FileLock.TryAcquire(PathIn(metaDirectory));
        return free is null ? ReadHolder(metaDirectory) : null;
    }

    /// <summary>Gives the lease back.</summary>
    public void Dispose()
    {
        File.Delete(path);
        fileLock.Dispose();
    }

    private static string PathIn(string metaDirectory) => Path.Combine(metaDirectory, "run.lease");

    private static JsonObject Describe(RunId run, Surroundings world) => new()
    {
        ["run_id"] = run.Value,
        ["user"] = world.UserName,
        ["host"] = world.HostName,
        ["pid"] = world.ProcessId,
        ["since"] = world.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };

    private static string ReadHolder(string metaDirectory)
    {
        try
        {
            var holder = JsonNode.Parse(File.ReadAllText(PathIn(metaDirectory)));
            return $"run {holder?["run_id"]} of {holder?["user"]} on {holder?["host"]} (process {holder?["pid"]}, since {holder?["since"]})";
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            // The holder writes its name right after it took the lock: it may not be there yet.
            return "another run that has just started";
        }
    }
}
