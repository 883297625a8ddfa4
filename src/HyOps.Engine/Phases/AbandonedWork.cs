using HyOps.Core.Files;
using HyOps.Core.Runs;
using HyOps.Core.World;
using HyOps.Drivers.Processes;
using HyOps.Engine.Canary;
using HyOps.Engine.Recovery;
using HyOps.Engine.Roots;
using HyOps.Engine.Runs;

namespace HyOps.Engine.Phases;

/// <summary>
/// What killed runs left: processes that still end, states that were not saved, and in the work directory plans and rendered templates that hold
/// secrets in plain text, and temporary files of their children. Only who holds the lease may look. Work that was kept on purpose is of runs that ended, and stays.
/// </summary>
/// <param name="root">The runtime root.</param>
/// <param name="world">Says where temporary files belong.</param>
/// <param name="own">The run that looks.</param>
/// <param name="selector">The options that name this environment in another command.</param>
/// <param name="observer">Told what was removed.</param>
internal sealed class AbandonedWork(RuntimeRoot root, Surroundings world, RunId own, string selector, IRunObserver observer)
{
    /// <summary>What Terraform calls a state that it could not write.</summary>
    public const string RescuedState = "errored.tfstate";

    /// <summary>Removes it.</summary>
    /// <exception cref="UnendedRunException">Something is left that nothing may be started over.</exception>
    /// <exception cref="FileProblemException">The system refused.</exception>
    public void Remove()
    {
        // Whoever holds the lease is alone: a run without an end, other than ours, was killed.
        var killed = new RunStore(root.LogsDirectory).List().Where(run => run.Record is { ExitCode: null } && run.Id.Value != own.Value).ToList();
        foreach (var run in killed)
        {
            if (RunProcesses.Of(run.Id.Value).Living is { Count: > 0 } living)
            {
                throw UnendedRunException.StillEnding(run.Id, living);
            }
        }

        foreach (var (run, work) in killed.Select(run => (run.Id, Path.Combine(root.WorkDirectory, run.WorkName))).Where(left => Directory.Exists(left.Item2)))
        {
            Remove(run, work);
        }

        foreach (var run in killed.Where(run => RunTemp.RemoveAbandoned(world, run.Id) is not null))
        {
            observer.On(new StageDone("work", $"removed temporary files of {run.Id}, which was killed"));
        }
    }

    private void Remove(RunId run, string work)
    {
        try
        {
            if (FilesIn(work, RescuedState) is [var state, ..])
            {
                Array.ForEach(FilesIn(work, "*.tfplan"), File.Delete);
                throw UnendedRunException.StateUnsaved(run, state, $"hyops recover {selector} --run {run}");
            }

            Directory.Delete(work, recursive: true);
            observer.On(new StageDone("work", $"removed what {run} left, which was killed"));
        }
        catch (Exception e) when (SystemErrors.IsOfFiles(e))
        {
            throw FileProblemException.From(work, "what a killed run left cannot be removed", e);
        }
    }

    private static string[] FilesIn(string work, string pattern) =>
        Directory.GetFiles(work, pattern, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint });
}
