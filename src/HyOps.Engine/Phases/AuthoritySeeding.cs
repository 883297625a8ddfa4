using HyOps.Core;
using HyOps.Core.Environments;
using HyOps.Core.Runs;
using HyOps.Engine.Authorities;
using HyOps.Engine.Secrets;
using HyOps.Engine.Secrets.Transfers;

namespace HyOps.Engine.Phases;

/// <summary>
/// The end of a bootstrap that succeeded, where environment.yml says <c>seed_after_bootstrap</c>: the mapped keys that the bundle holds go into the
/// authority. It is the one moment at which bootstrap may open it. What is newer there stays.
/// </summary>
/// <param name="services">What it stands on.</param>
/// <param name="environment">The environment.</param>
/// <param name="projectRoot">The project's absolute root.</param>
/// <param name="store">The bundle.</param>
/// <param name="seen">Which versions the bundle was in step with.</param>
internal sealed class AuthoritySeeding(EngineServices services, EnvironmentDefinition environment, string projectRoot, BundleStore store, SeenVersions seen)
{
    /// <summary>Seeds it, and says what became of every mapped key.</summary>
    /// <param name="record">Takes what was done, also where that was not all.</param>
    /// <param name="observer">Told the outcome.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    /// <exception cref="HyOpsException">The authority cannot be used, or did not take a key. The steps' success stands.</exception>
    public async Task RunAsync(PhaseRecord record, IRunObserver observer, CancellationToken cancellationToken)
    {
        var settings = environment.Authority!;
        record.Note(new RecordedAuthority(settings.Kind, settings.VaultUri.AbsoluteUri, record.Id.Value));
        var authority = await new AuthorityOpener(services).OpenAsync(environment, projectRoot, store, record.Id.Value, cancellationToken).ConfigureAwait(false);
        await using var _ = authority.ConfigureAwait(false);
        var result = await new PushSecrets(store, authority, environment.SecretMap, seen).RunAsync(new PushOptions(), cancellationToken).ConfigureAwait(false);
        record.Note([.. result.Keys.Select(key => new RecordedSeed(key.Name.Value, key.Reference.Name, WordOf(key.Outcome), key.Version))]);
        observer.On(new StageDone("seed", Summarise(settings, result)));
        RequireTaken(result);
    }

    private static string Summarise(AuthoritySettings settings, PushResult result)
    {
        var counts = result.Keys.GroupBy(key => key.Outcome).OrderBy(group => group.Key).Select(group => $"{group.Count()} {WordOf(group.Key)}");
        return $"{settings.Kind} {settings.VaultUri}: {string.Join(", ", counts)}";
    }

    // What is newer there is right: the authority is the source of truth. What could not be written is not.
    private static void RequireTaken(PushResult result)
    {
        var failed = result.Keys.Where(key => key.Outcome is PushOutcome.Failed).ToList();
        if (failed.Count > 0)
        {
            throw new HyOpsException(
                ExitCode.SecretsFailed,
                $"the steps are done, and {result.Authority} was not seeded with all keys:\n" + string.Join('\n', failed.Select(key => $"  {key.Name} ({key.Reference}) {key.Problem}")),
                string.Join('\n', failed.Select(key => key.Fix).OfType<string>().Distinct()));
        }
    }

    private static string WordOf(PushOutcome outcome) => outcome switch
    {
        PushOutcome.Created => "created",
        PushOutcome.Updated => "updated",
        PushOutcome.Unchanged => "unchanged",
        PushOutcome.Newer => "newer-there",
        PushOutcome.Pinned => "pinned",
        PushOutcome.NotInBundle => "not-in-bundle",
        _ => "failed",
    };
}
