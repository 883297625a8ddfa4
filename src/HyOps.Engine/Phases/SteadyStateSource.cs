using System.Collections.Immutable;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Runs;
using HyOps.Core.Secrets;
using HyOps.Engine.Authorities;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.Phases;

/// <summary>
/// Steady state with an authority: mapped keys come from the authority, and from nowhere else; connectivity keys, and the ones to sign in with,
/// come from the bundle, which is opened for them alone. A value that the bundle holds of a mapped key is not looked at.
/// </summary>
/// <param name="opener">Opens the authority.</param>
/// <param name="environment">The environment; it has an authority.</param>
/// <param name="projectRoot">The project's absolute root.</param>
/// <param name="store">The bundle.</param>
/// <param name="shell">The operator's values that may be used in place of the bundle's, to sign in.</param>
/// <param name="run">The run's id: what the authority's audit log calls it.</param>
/// <param name="without">What the operator is told where the authority gives nothing; null where it is no run of steady state that asks.</param>
internal sealed class SteadyStateSource(
    AuthorityOpener opener, EnvironmentDefinition environment, string projectRoot, BundleStore store, SecretBundle shell, RunId run, WithoutAuthority? without = null) : IPhaseSource
{
    private readonly AuthoritySettings settings = environment.Authority!;

    public RecordedAuthority? Opens => new(settings.Kind, settings.VaultUri.AbsoluteUri, run.Value);

    public async Task<SourcedSecrets> ReadAsync(PhasePlan plan, ImmutableSortedSet<SecretName> needed, CancellationToken cancellationToken)
    {
        var rows = needed.Where(environment.SecretMap.Rows.ContainsKey).Select(name => environment.SecretMap.Rows[name]).ToList();
        IReadOnlyList<SecretName> login = rows.Count == 0 ? [] : settings.Login.Keys;
        var connectivity = needed.Where(name => !environment.SecretMap.Rows.ContainsKey(name) && settings.ConnectivityKeys.Contains(name)).ToList();
        var fromBundle = await FromBundleAsync(connectivity, login, cancellationToken).ConfigureAwait(false);
        var reading = rows.Count == 0 ? new AuthorityReading([], []) : await ReadAuthorityAsync(rows, fromBundle, cancellationToken).ConfigureAwait(false);
        var given = ByKey(rows, reading);
        return new SourcedSecrets
        {
            Values = fromBundle.With(given.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Value))),
            Origins = given.ToImmutableDictionary(pair => pair.Key, pair => new SecretOrigin(settings.Kind, pair.Value.Version)),
            OwnKeys = login,
            Unsourced = rows.Where(row => !given.ContainsKey(row.Key)).ToImmutableSortedDictionary(row => row.Key, row => Unsourced(row, reading)),
            Advice = IsOut(rows, reading) ? without?.Advice : null,
            Summary = Summarise(given.Count, rows.Count, connectivity.Count(fromBundle.Holds), connectivity.Count),
        };
    }

    private async Task<SecretBundle> FromBundleAsync(IReadOnlyCollection<SecretName> connectivity, IReadOnlyCollection<SecretName> login, CancellationToken cancellationToken)
    {
        var wanted = connectivity.Concat(login).ToList();
        return wanted.Count == 0 ? SecretBundle.Empty : (await store.OpenOrEmptyAsync(cancellationToken).ConfigureAwait(false)).Only(wanted);
    }

    private async Task<AuthorityReading> ReadAuthorityAsync(IReadOnlyCollection<MappedSecret> rows, SecretBundle fromBundle, CancellationToken cancellationToken)
    {
        var credentials = fromBundle.With(shell.Only(settings.Login.Keys).Secrets);
        var authority = opener.Open(environment, projectRoot, credentials, run.Value);
        await using var _ = authority.ConfigureAwait(false);
        try
        {
            return await authority.ReadAsync([.. rows.Select(row => row.Reference).Distinct()], cancellationToken).ConfigureAwait(false);
        }
        catch (AuthorityException e) when (without is not null)
        {
            throw new AuthorityException($"{e.Message}\n{WithoutAuthority.Untouched}", e.NextStep is null ? without.Advice : $"{e.NextStep}\n{without.Advice}", e);
        }
    }

    // It answers, and gives nobody anything: a role that is gone, and not a secret that is missing.
    private static bool IsOut(List<MappedSecret> rows, AuthorityReading reading) =>
        rows.Count > 0 && reading.Found.IsEmpty && reading.Unread.All(secret => secret.Reason is UnreadReason.Forbidden or UnreadReason.Throttled or UnreadReason.Failed);

    // Two keys may mean one secret.
    private static Dictionary<SecretName, ReadSecret> ByKey(IEnumerable<MappedSecret> rows, AuthorityReading reading)
    {
        var found = reading.Found.Where(secret => !secret.Value.IsEmpty).ToDictionary(secret => secret.Reference);
        return rows.Where(row => found.ContainsKey(row.Reference)).ToDictionary(row => row.Key, row => found[row.Reference]);
    }

    private static UnsourcedKey Unsourced(MappedSecret row, AuthorityReading reading) =>
        reading.Unread.FirstOrDefault(secret => secret.Reference == row.Reference) is { } unread
            ? new UnsourcedKey(row, unread.Message, unread.Fix)
            : new UnsourcedKey(row, "is empty", "set it in the authority, or rotate it: hyops secrets rotate " + row.Key);

    private string Summarise(int given, int mapped, int held, int connectivity)
    {
        var fromAuthority = $"{given} of {mapped} keys from {PhaseSources.Words(PhaseSource.Authority, environment)}";
        return connectivity == 0 ? fromAuthority : $"{fromAuthority}, {held} of {connectivity} connectivity keys from the bundle";
    }
}
