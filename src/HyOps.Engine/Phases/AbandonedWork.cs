using HyOps.Core.Files;
using HyOps.Core.Runs;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;

namespace HyOps.Engine.Phases;

/// <summary>
/// What killed runs left in the work directory: plans and rendered templates hold secrets in plain text. Only who holds the lease may remove it.
/// Work that was kept on purpose is of runs that ended, and stays.
/// </summary>
/// <param name="root">The runtime root.</param>
/// <param name="observer">Told what was removed.</param>
internal sealed class AbandonedWork(RuntimeRoot root, IRunObserver observer)
{
    private const string RescuedState = "errored.tfstate";

    /// <summary>Removes it.</summary>
    /// <exception cref="FileProblemException">The system refused.</exception>
    public void Remove()
    {
        if (!Directory.Exists(root.WorkDirectory))
        {
            return;
        }

        var killed = new RunStore(root.LogsDirectory).List().Where(run => run.Record is { ExitCode: null }).Select(run => run.Id.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var work in Directory.EnumerateDirectories(root.WorkDirectory).Where(work => killed.Contains(Path.GetFileName(work))).ToList())
        {
            Remove(work);
        }
    }

    private void Remove(string work)
    {
        try
        {
            var states = FilesIn(work, RescuedState);
            if (states.Length == 0)
            {
                Directory.Delete(work, recursive: true);
                observer.On(new StageDone("work", $"removed what {Path.GetFileName(work)} left, which was killed"));
                return;
            }

            // A state that its backend did not take is the only copy of what was done.
            Array.ForEach(FilesIn(work, "*.tfplan"), File.Delete);
            observer.On(new StageDone("work", $"{Path.GetFileName(work)} was killed and left a state that its backend did not take: {states[0]}; 'terraform state push' saves it"));
        }
        catch (Exception e) when (SystemErrors.IsOfFiles(e))
        {
            throw FileProblemException.From(work, "what a killed run left cannot be removed", e);
        }
    }

    private static string[] FilesIn(string work, string pattern) =>
        Directory.GetFiles(work, pattern, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint });
}
