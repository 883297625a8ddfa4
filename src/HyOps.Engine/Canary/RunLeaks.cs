using HyOps.Core.Lifecycle;
using HyOps.Core.Redaction;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Phases;
using HyOps.Engine.Roots;

namespace HyOps.Engine.Canary;

/// <summary>
/// Searches all that a run left for its canary and for every value that is registered: record, work, temporary files, and what of the state
/// came or changed. Local Terraform state of a module with <c>state_secrets</c> may hold secrets, but no canary.
/// </summary>
/// <param name="root">The runtime root; what its state holds now is not the run's.</param>
/// <param name="masker">Knows the values.</param>
/// <param name="clock">Measures.</param>
/// <param name="observer">Told where something was found or not searched.</param>
/// <param name="nameOf">The name of a value; null where it is not known.</param>
/// <param name="directories">What the run alone writes into, absolute; they need not be there.</param>
internal sealed class RunLeaks(RuntimeRoot root, Masker masker, TimeProvider clock, IRunObserver observer, Func<SecretValue, string?> nameOf, IReadOnlyList<string> directories)
{
    private readonly FileSnapshot state = FileSnapshot.Of(root.StateDirectory);

    /// <summary>Of a run of steps.</summary>
    /// <param name="run">The run, whose steps have not begun.</param>
    public static RunLeaks Of(PhaseRun run) => new(
        run.Root,
        run.Masker,
        run.Clock,
        run.Observer,
        value => value.Equals(run.Canary) ? RunCanary.Name : run.Secrets.NameOf(value) ?? run.Credentials.NameOf(value),
        [run.RecordDirectory, run.WorkDirectory, .. run.TemporaryDirectory is { } temporary ? [temporary] : Array.Empty<string>()]);

    /// <summary>Searches, and tells what it came to.</summary>
    /// <param name="plan">The steps that ran.</param>
    public LeakReport Search(PhasePlan plan) => Search(
    [
        .. plan.Steps
            .Where(step => !step.Module.Contract.StateSecrets.IsEmpty)
            .Select(step => root.InstanceDirectory(step.Module.Contract.ModuleRef, step.Id) + "/"),
    ]);

    /// <summary>Searches, and tells what it came to.</summary>
    /// <param name="allowed">Directories of states that may hold secrets, with their last slash.</param>
    public LeakReport Search(IReadOnlyList<string> allowed)
    {
        var report = new LeakSearch(masker.Current, value => nameOf(value) ?? "a registered secret that no child was given", root.FullPath, clock).Search(
        [
            .. directories.Select(directory => new SearchedPlace(directory)),
            new SearchedPlace(root.StateDirectory) { Before = state, MayHoldSecrets = file => IsState(file) && allowed.Any(directory => file.StartsWith(directory, StringComparison.Ordinal)) },
        ]);
        Tell(report);
        return report;
    }

    private void Tell(LeakReport report)
    {
        foreach (var leak in report.Leaks)
        {
            observer.On(new StageDone("leaked", $"{leak.Secret} ({leak.Form}) in {leak.Place}"));
        }

        foreach (var left in report.NotSearched)
        {
            observer.On(new StageDone("leaks", $"not searched: {left}"));
        }
    }

    private static bool IsState(string file) => Path.GetFileName(file).Contains(".tfstate", StringComparison.Ordinal);
}
