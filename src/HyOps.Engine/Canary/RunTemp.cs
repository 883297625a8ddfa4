using HyOps.Core.Commands;
using HyOps.Core.Files;
using HyOps.Core.Runs;
using HyOps.Core.World;

namespace HyOps.Engine.Canary;

/// <summary>
/// The temporary directory of a run's children, so that what they leave there can be searched, and goes with the run. Its path is short: sockets
/// lie in it, whose paths may have 100 bytes at most.
/// </summary>
internal sealed class RunTemp : IDisposable
{
    /// <summary>The variable that names it.</summary>
    public const string Variable = "TMPDIR";

    private RunTemp(string? path) => Path = path;

    /// <summary>Its absolute path; null where none could be made, and children use the system's.</summary>
    public string? Path { get; }

    /// <summary>Makes it.</summary>
    /// <param name="world">Says where temporary files belong.</param>
    /// <param name="run">Gives it its name.</param>
    public static RunTemp Create(Surroundings world, RunId run)
    {
        var path = PathFor(world, run);
        try
        {
            if (Directory.Exists(path) || File.Exists(path))
            {
                return new RunTemp(null);
            }

            PrivateDirectory.Create(path);
            return new RunTemp(path);
        }
        catch (Exception refused) when (refused is FileProblemException || SystemErrors.IsOfFiles(refused))
        {
            return new RunTemp(null);
        }
    }

    /// <summary>Removes what a run left that was killed, where the directory is a plain one of that run's name, ours, and closed to others.</summary>
    /// <param name="world">Says where temporary files belong.</param>
    /// <param name="run">The run, of which nothing lives any more.</param>
    /// <returns>Its path; null where there is none, or nothing to prove that it is ours.</returns>
    public static string? RemoveAbandoned(Surroundings world, RunId run)
    {
        var path = PathFor(world, run);
        try
        {
            if (!Directory.Exists(path) || new DirectoryInfo(path).LinkTarget is not null)
            {
                return null;
            }

            PrivateDirectory.RequireUnwritableByOthers(path);
            PrivateFile.RequireOwned(path);
            Directory.Delete(path, recursive: true);
            return path;
        }
        catch (Exception refused) when (refused is FileProblemException || SystemErrors.IsOfFiles(refused))
        {
            return null;
        }
    }

    /// <summary>The environment of a child that uses it.</summary>
    /// <param name="environment">The environment.</param>
    public ChildEnvironment In(ChildEnvironment environment) => Path is null ? environment : environment.With(Variable, Path);

    private static string PathFor(Surroundings world, RunId run)
    {
        var parent = world.Variables.GetValueOrDefault(Variable) is { Length: > 0 } named ? world.Absolute(named) : "/tmp";
        return System.IO.Path.Combine(parent, $"hyops-{run.Value[^8..]}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            if (Path is not null && Directory.Exists(Path))
            {
                Directory.Delete(Path, recursive: true);
            }
        }
        catch (Exception refused) when (SystemErrors.IsOfFiles(refused))
        {
            // Somebody made it unremovable: it was searched, and what it held is in the record.
        }
    }
}
