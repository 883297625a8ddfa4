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
        var parent = world.Variables.GetValueOrDefault(Variable) is { Length: > 0 } named ? world.Absolute(named) : "/tmp";
        var path = System.IO.Path.Combine(parent, $"hyops-{run.Value[^8..]}");
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

    /// <summary>The environment of a child that uses it.</summary>
    /// <param name="environment">The environment.</param>
    public ChildEnvironment In(ChildEnvironment environment) => Path is null ? environment : environment.With(Variable, Path);

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
