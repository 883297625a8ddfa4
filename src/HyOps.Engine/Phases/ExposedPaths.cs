using HyOps.Core.Files;
using HyOps.Core.Guardrails;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Phases;

/// <summary>Finds what in a runtime root others may read or write although it holds secrets.</summary>
internal static class ExposedPaths
{
    private const string FileMode = "600";
    private const string DirectoryMode = "700";

    public static IReadOnlyList<ExposedPath> Below(RuntimeRoot root) =>
    [
        .. new[] { Path.GetDirectoryName(root.BundleFile)!, root.CredentialsDirectory }
            .Where(Directory.Exists)
            .SelectMany(directory => Directory.EnumerateFiles(directory).Select(file => (Path: file, Wanted: FileMode)).Prepend((Path: directory, Wanted: DirectoryMode)))
            .Select(entry => (entry.Path, entry.Wanted, Mode: File.GetUnixFileMode(entry.Path)))
            .Where(entry => (entry.Mode & FileModes.AnyOfOthers) != 0)
            .Select(entry => new ExposedPath(entry.Path, FileModes.Octal(entry.Mode), entry.Wanted)),
    ];
}
