using HyOps.Core;
using HyOps.Core.Files;
using HyOps.Core.Redaction;
using HyOps.Engine.Runbooks.History;
using HyOps.Engine.Runs;
using HyOps.Engine.Runs.Reading;

namespace HyOps.Presentation.Reports;

/// <summary>The file that <c>--html</c> names.</summary>
public static class RunReportFile
{
    /// <summary>The name of a run's report where none is given: <c>&lt;run_id&gt;.html</c>.</summary>
    /// <param name="run">The run.</param>
    public static string NameFor(StoredRun run) => $"{run?.Id}.html";

    /// <summary>Writes the report of a run, whole or not at all, 0600; directories that it needs are made.</summary>
    /// <param name="run">The run, whose record can be read.</param>
    /// <param name="path">The absolute path, outside of the record.</param>
    /// <param name="force">Whether a file that is there is replaced.</param>
    /// <param name="masker">Masks all texts once more, with the values that the reading process knows.</param>
    /// <exception cref="RunReportException">A file is there, or the path lies in the record.</exception>
    /// <exception cref="FileProblemException">It cannot be written.</exception>
    public static void Write(StoredRun run, string path, bool force, Masker masker)
    {
        RequireOutside(run, path);
        if (!force && File.Exists(path))
        {
            throw RunReportException.Exists(path);
        }

        var read = RunReader.Read(run);
        var report = RunReport.Render(read, RecordCheck.Of(run), masker, RecoveryHistory.Beside(read));
        if (Path.GetDirectoryName(path) is { } directory && !Directory.Exists(directory))
        {
            PrivateDirectory.Create(directory);
        }

        AtomicFile.Write(path, report);
    }

    // A file more in the record would make it a record that somebody added to.
    private static void RequireOutside(StoredRun run, string path)
    {
        if (path.StartsWith(run.Directory + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw RunReportException.InRecord(path);
        }
    }
}

/// <summary>A report that may not be written where it was asked for.</summary>
public sealed class RunReportException : HyOpsException
{
    private RunReportException(string message, string nextStep)
        : base(ExitCode.OperatorError, message, nextStep)
    {
    }

    /// <summary>A file is in its place.</summary>
    /// <param name="path">The file.</param>
    public static RunReportException Exists(string path) => new($"{path} is already there", "--force replaces it; or name another file: --html FILE");

    /// <summary>It would change the record.</summary>
    /// <param name="path">The file.</param>
    public static RunReportException InRecord(string path) => new($"{path} lies in the record, which would no longer verify", "name a file elsewhere: --html FILE");
}
