using System.Collections.Immutable;
using HyOps.Core.Commands;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Setup;

/// <summary>Installs packages with a system's package manager; refreshes its lists only where they seem to be old.</summary>
/// <param name="runner">Starts the manager.</param>
/// <param name="manager">The manager.</param>
/// <param name="access">How it is started: the program's path, and <c>sudo</c> where that is the way.</param>
/// <param name="environment">What it sees.</param>
internal sealed class PackageInstaller(ICommandRunner runner, PackageManager manager, InstallAccess access, ChildEnvironment environment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>Installs packages: all at once, and one by one where the manager knows only some of them.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="output">Takes what the manager prints, masked.</param>
    /// <param name="report">Takes a line on each step.</param>
    /// <param name="cancellationToken">Cancelled = one interrupt to the manager, which is never killed: it may be writing the system's database.</param>
    /// <returns>What failed; nothing where all went well.</returns>
    public async Task<IReadOnlyList<InstallFailure>> InstallAsync(
        IReadOnlyList<string> packages, ICommandOutput output, Action<string> report, CancellationToken cancellationToken)
    {
        report($"installing {string.Join(", ", packages)} with {manager.Program}");
        var failure = await RunAsync(manager.Install(packages), output, cancellationToken).ConfigureAwait(false);
        if (failure?.Kind is InstallFailureKind.UnknownPackage or InstallFailureKind.Network && manager.Refresh is { } refresh)
        {
            report($"refreshing the package lists of {manager.Program}");
            // Its own failure shows in what comes next.
            await RunAsync(refresh, output, cancellationToken).ConfigureAwait(false);
            failure = await RunAsync(manager.Install(packages), output, cancellationToken).ConfigureAwait(false);
        }

        return failure switch
        {
            null => [],
            { Kind: InstallFailureKind.UnknownPackage } when packages.Count > 1 => await OneByOneAsync(packages, output, report, cancellationToken).ConfigureAwait(false),
            _ => [failure],
        };
    }

    private async Task<IReadOnlyList<InstallFailure>> OneByOneAsync(
        IReadOnlyList<string> packages, ICommandOutput output, Action<string> report, CancellationToken cancellationToken)
    {
        report("some packages are unknown: installing one by one");
        var failures = new List<InstallFailure>();
        foreach (var package in packages)
        {
            if (await RunAsync(manager.Install([package]), output, cancellationToken).ConfigureAwait(false) is { } failure)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }

    private async Task<InstallFailure?> RunAsync(ImmutableArray<string> arguments, ICommandOutput output, CancellationToken cancellationToken)
    {
        var shown = access.Start(manager, arguments);
        var command = access.Start(manager, [.. manager.WithoutServices, .. arguments]) with
        {
            Environment = environment,
            Stop = StopPolicy.HoldsState,
            Timeout = Patience,
        };
        var collected = new CollectedOutput(output);
        var result = await runner.RunAsync(command, collected, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return result.ExitCode == 0 ? null : InstallFailure.Read(shown.ToString(), result, collected.Text);
    }
}
