using System.Collections.Immutable;
using System.Text;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Engine.Tools;

namespace HyOps.Engine.Setup;

/// <summary>Asks the system which of an environment's packages are installed.</summary>
/// <param name="runner">Starts what answers.</param>
/// <param name="system">The system.</param>
/// <param name="environment">What that program sees.</param>
internal sealed class PackageSearch(ICommandRunner runner, HostSystem system, ChildEnvironment environment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly PackageManager? manager = PackageManager.Of(system.Family);

    /// <summary>Looks for them.</summary>
    /// <param name="wanted">The environment; null wants nothing.</param>
    /// <param name="cancellationToken">Cancelled = what runs is interrupted.</param>
    public async Task<PackageLookup> FindAsync(EnvironmentDefinition? wanted, CancellationToken cancellationToken)
    {
        if (wanted is null || wanted.Packages.IsEmpty)
        {
            return PackageLookup.Nothing;
        }

        if (manager is null || !wanted.Packages.TryGetValue(system.Family, out var packages))
        {
            return PackageLookup.NotHere(wanted, system);
        }

        var (installed, problem) = await AskAsync(manager, packages, cancellationToken).ConfigureAwait(false);
        return new PackageLookup(
            [.. packages.Select(package => installed.TryGetValue(package.Value, out var version)
                ? new FoundPackage(package, IsInstalled: true, version, null)
                : new FoundPackage(package, IsInstalled: false, null, problem is null ? $"the package {package} is not installed" : $"the package {package}: {problem}"))],
            null);
    }

    // Where some are not installed, the programs say so on another stream, and by exit codes of their own.
    private async Task<(Dictionary<string, string?> Installed, string? Problem)> AskAsync(PackageManager asked, ImmutableArray<PackageName> packages, CancellationToken cancellationToken)
    {
        var installed = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (ProgramSearch.Find(asked.Lister, environment.Plain.GetValueOrDefault("PATH")) is not { } program)
        {
            return (installed, $"whether it is installed cannot be told, as {asked.Lister} is not on PATH");
        }

        var command = new Command
        {
            Program = program,
            Arguments = asked.List(packages.Select(package => package.Value)),
            WorkingDirectory = "/",
            Environment = environment,
            CaptureStandardOutput = true,
            Timeout = Patience,
        };
        var result = await runner.RunAsync(command, DiscardOutput.Instance, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var line in Encoding.UTF8.GetString(result.Captured.Span).Split('\n'))
        {
            if (asked.ReadListed(line) is { } listed)
            {
                installed[listed.Package] = listed.Version;
            }
        }

        return (installed, result.TimedOut ? $"whether it is installed cannot be told, as {asked.Lister} gave no answer" : null);
    }
}
