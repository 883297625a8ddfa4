using HyOps.Core.Files;

namespace HyOps.Engine.Init;

/// <summary>
/// The files that <c>init</c> leaves. That each can be written is known before anything is asked of a provider; then the marker is taken away
/// before credentials change, and written last, so that it is true or not there whenever somebody looks or kills us.
/// </summary>
/// <param name="paths">Where they lie.</param>
/// <param name="writesConfig">Whether the config is among them, rather than a file of the operator's own.</param>
/// <param name="dryRun">Whether nothing is written, so that not even a trial may be.</param>
internal sealed class ResultFiles(TargetPaths paths, bool writesConfig, bool dryRun)
{
    private const int ProbeSize = 64 * 1024;

    private IEnumerable<string> Written => writesConfig ? paths.All : paths.All.Where(path => path != paths.Config);

    /// <summary>Refuses what would hinder the writing: links, directories, files that others may read or change, no room.</summary>
    /// <exception cref="FileProblemException">Something would; it is named with its fix.</exception>
    public void RequireWritable()
    {
        foreach (var path in Written)
        {
            AtomicFile.RefuseLinkOrDirectory(path);
            RequirePlace(Path.GetDirectoryName(path)!);
        }

        AtomicFile.RefuseLinkOrDirectory(FileLock.LockFileOf(paths.Credentials));
        if (File.Exists(paths.Credentials))
        {
            PrivateFile.RequirePrivate(paths.Credentials);
        }
    }

    /// <summary>The names of what differs between the credentials that are there and others; null where they do not differ.</summary>
    /// <param name="text">The others, as tfvars.</param>
    public IReadOnlyList<string>? DifferencesTo(string text)
    {
        if (!File.Exists(paths.Credentials) || File.ReadAllText(paths.Credentials) == text)
        {
            return null;
        }

        var before = Known(paths.Credentials);
        var after = TfvarsReader.Read(paths.Credentials, text).ToDictionary(StringComparer.Ordinal);
        return [.. before.Keys.Union(after.Keys).Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether credentials are there at all.</summary>
    public bool HasCredentials => File.Exists(paths.Credentials);

    /// <summary>Writes the config alone.</summary>
    /// <param name="text">The whole text.</param>
    public void WriteConfig(string text)
    {
        PrivateDirectory.Create(Path.GetDirectoryName(paths.Config)!);
        AtomicFile.Write(paths.Config, text);
    }

    /// <summary>Writes credentials and marker.</summary>
    /// <param name="credentials">The credentials, as tfvars.</param>
    /// <param name="marker">The marker.</param>
    public CredentialsChange Write(string credentials, ReadinessMarker marker)
    {
        PrivateDirectory.Create(Path.GetDirectoryName(paths.Marker)!);
        var change = !HasCredentials ? CredentialsChange.Created : File.ReadAllText(paths.Credentials) == credentials ? CredentialsChange.Unchanged : CredentialsChange.Replaced;
        if (change is not CredentialsChange.Unchanged)
        {
            RemoveMarker();
            AtomicFile.Write(paths.Credentials, credentials);
        }

        AtomicFile.Write(paths.Marker, marker.ToJson());
        return change;
    }

    /// <summary>Takes the marker away: what it says is not true any more, or will not be in a moment.</summary>
    /// <returns>Whether there was one.</returns>
    public bool RemoveMarker()
    {
        if (!File.Exists(paths.Marker))
        {
            return false;
        }

        try
        {
            File.Delete(paths.Marker);
            return true;
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception))
        {
            throw FileProblemException.From(paths.Marker, "cannot be removed", exception);
        }
    }

    /// <summary>Holds other calls of <c>init</c> off.</summary>
    /// <param name="clock">Measures the wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<FileLock> LockAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        PrivateDirectory.Create(Path.GetDirectoryName(paths.Credentials)!);
        return FileLock.AcquireAsync(paths.Credentials, FileLock.UsualPatience, clock, cancellationToken);
    }

    // Credentials that nobody can read any more differ in everything, and --force replaces them.
    private static Dictionary<string, string> Known(string path)
    {
        try
        {
            return SecretSource.ReadCredentials(path).ToDictionary(StringComparer.Ordinal);
        }
        catch (InitException)
        {
            return [];
        }
    }

    private void RequirePlace(string directory)
    {
        var existing = directory;
        while (!Path.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing) ?? "/";
        }

        if (!Directory.Exists(existing))
        {
            throw FileProblemException.NotDirectory(existing);
        }

        if (existing == directory)
        {
            PrivateDirectory.RequireUnwritableByOthers(directory);
        }

        if (DirectoryAccess.WhyNotWritable(existing) is { } refusal)
        {
            throw refusal;
        }

        if (!dryRun)
        {
            Try(existing);
        }
    }

    // Modes say nothing of quotas and full disks. The file is gone with its handle.
    private static void Try(string existing)
    {
        try
        {
            using var probe = new FileStream(Path.Combine(existing, $".hyops-init-{Guid.NewGuid():N}"), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
                UnixCreateMode = FileModes.PrivateFile,
                BufferSize = 0,
            });
            probe.Write(new byte[ProbeSize]);
            probe.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (SystemErrors.IsOfFiles(exception))
        {
            throw FileProblemException.From(existing, "cannot be written", exception);
        }
    }
}
