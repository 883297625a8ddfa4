namespace HyOps.Engine.Tools;

/// <summary>Finds programs on a PATH as <c>execvp</c> does, but in absolute directories only: what the working directory holds is nobody's tool.</summary>
public static class ProgramSearch
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The first executable regular file of that name, or a symbolic link to one.</summary>
    /// <param name="program">The program's name, without a slash.</param>
    /// <param name="searchPath">Directories separated by <c>:</c>; null or empty is none.</param>
    /// <returns>Its absolute path with links kept, or null.</returns>
    public static string? Find(string program, string? searchPath) => Candidates(program, searchPath).FirstOrDefault(IsExecutable);

    /// <summary>The first file of that name that is there, executable or not: for saying why nothing was found.</summary>
    /// <param name="program">The program's name, without a slash.</param>
    /// <param name="searchPath">Directories separated by <c>:</c>; null or empty is none.</param>
    public static string? FindAny(string program, string? searchPath) => Candidates(program, searchPath).FirstOrDefault(Path.Exists);

    private static IEnumerable<string> Candidates(string program, string? searchPath) =>
        (searchPath ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(directory => Path.Combine(directory, program));

    private static bool IsExecutable(string path)
    {
        try
        {
            // Follows links; a dangling one does not exist.
            return File.Exists(path) && (ModeOf(path) & AnyExecute) != 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A link into a directory that is closed to us, or a file that went away meanwhile: execvp goes on to the next one too.
            return false;
        }
    }

    private static UnixFileMode ModeOf(string path) =>
        File.GetUnixFileMode(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
}
