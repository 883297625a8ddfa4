using HyOps.Core.Files;

namespace HyOps.Engine.Runs.Verification;

/// <summary>Whether a record lies where it belongs, without links, and closed to others.</summary>
internal static class RecordPlaces
{
    public static void Check(StoredRun run, RecordBytes record, Findings findings)
    {
        if (record.Record is { } said && said.RunId != run.Id.Value)
        {
            findings.Changed(RunJournal.RecordFile, $"is of another run: {said.RunId}");
        }

        Check(".", new DirectoryInfo(run.Directory), findings);
        foreach (var (relative, info) in RecordFiles.Entries(run.Directory))
        {
            Check(relative, info, findings);
        }
    }

    private static void Check(string relative, FileSystemInfo info, Findings findings)
    {
        if (info.LinkTarget is { } target)
        {
            findings.Changed(relative, $"is a link to {target}: records hold none");
        }
        else if ((info.UnixFileMode & FileModes.AnyOfOthers) != 0)
        {
            findings.Exposed(relative, $"its mode is {FileModes.Octal(info.UnixFileMode)}, so group or others may get at it; it was left {(info is DirectoryInfo ? "0700" : "0600")}");
        }
    }
}
