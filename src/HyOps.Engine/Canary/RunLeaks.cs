using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Phases;

namespace HyOps.Engine.Canary;

/// <summary>
/// Searches all that a run left for its canary and for every value that is registered: record, work, temporary files, and what of the state
/// came or changed. Local Terraform state of a module with <c>state_secrets</c> may hold secrets, but no canary.
/// </summary>
/// <param name="run">The run.</param>
internal sealed class RunLeaks(PhaseRun run)
{
    private readonly FileSnapshot state = FileSnapshot.Of(run.Root.StateDirectory);

    /// <summary>Searches, and tells where something was found or not searched.</summary>
    /// <param name="plan">The steps that ran.</param>
    public LeakReport Search(PhasePlan plan)
    {
        var allowed = plan.Steps
            .Where(step => !step.Module.Contract.StateSecrets.IsEmpty)
            .Select(step => run.Root.InstanceDirectory(step.Module.Contract.ModuleRef, step.Id) + "/")
            .ToList();
        var report = new LeakSearch(run.Masker.Current, NameOf, run.Root.FullPath, run.Clock).Search(
        [
            new SearchedPlace(run.RecordDirectory),
            new SearchedPlace(run.WorkDirectory),
            .. run.TemporaryDirectory is { } temporary ? [new SearchedPlace(temporary)] : Array.Empty<SearchedPlace>(),
            new SearchedPlace(run.Root.StateDirectory) { Before = state, MayHoldSecrets = file => IsState(file) && allowed.Exists(directory => file.StartsWith(directory, StringComparison.Ordinal)) },
        ]);
        Tell(report);
        return report;
    }

    private void Tell(LeakReport report)
    {
        foreach (var leak in report.Leaks)
        {
            run.Observer.On(new StageDone("leaked", $"{leak.Secret} ({leak.Form}) in {leak.Place}"));
        }

        foreach (var left in report.NotSearched)
        {
            run.Observer.On(new StageDone("leaks", $"not searched: {left}"));
        }
    }

    private string NameOf(SecretValue value) =>
        value.Equals(run.Canary) ? RunCanary.Name : run.Secrets.NameOf(value) ?? run.Credentials.NameOf(value) ?? "a registered secret that no step was given";

    private static bool IsState(string file) => Path.GetFileName(file).Contains(".tfstate", StringComparison.Ordinal);
}
