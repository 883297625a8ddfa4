using System.Collections.Immutable;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Lifecycle;
using HyOps.Core.Secrets;
using HyOps.Engine.Phases;

namespace HyOps.Engine.Preflight.Secrets;

/// <summary>
/// Where the phases asked about take their values from, read once for all checks: bootstrap and dr from the bundle, steady state from the
/// authority and, for its connectivity keys alone, from the bundle. The authority is not even opened for another phase.
/// </summary>
/// <param name="groups">The modules by phase.</param>
/// <param name="environment">The environment; null where it could not be read.</param>
/// <param name="bundle">The bundle.</param>
/// <param name="shell">The operator's shell.</param>
/// <param name="allowed">The keys that may come from it.</param>
/// <param name="openAuthority">Opens the authority with what its login needs.</param>
internal sealed class SecretSources(
    ImmutableSortedDictionary<Phase, ImmutableArray<ScopedModule>> groups, EnvironmentDefinition? environment, OpenedBundle bundle,
    ShellValues shell, IReadOnlyCollection<SecretName> allowed, Func<EnvironmentDefinition, SecretBundle, ISecretAuthority> openAuthority)
{
    private readonly Lock gate = new();
    private Task<AuthorityReading>? reading;

    /// <summary>The modules by phase.</summary>
    public ImmutableSortedDictionary<Phase, ImmutableArray<ScopedModule>> Groups => groups;

    /// <summary>The authority that a phase asked about takes its values from; null where none does.</summary>
    public AuthoritySettings? Authority => groups.ContainsKey(Phase.SteadyState) ? environment?.Authority : null;

    /// <summary>The rows of the secret map.</summary>
    public SecretMap Map => environment?.SecretMap ?? SecretMap.Empty;

    /// <summary>The bundle.</summary>
    public OpenedBundle Bundle => bundle;

    /// <summary>Whether any value, or the authority's login, comes from the bundle; also where nothing is known of what would run.</summary>
    public bool NeedsBundle => groups.IsEmpty || groups.Any(group => BundleKeys(group.Key).Count > 0) || Authority is { Login.Keys.Count: > 0 };

    /// <summary>The keys of probes, by phase: a runbook asks whether a service answers with the password of a client.</summary>
    public ImmutableSortedDictionary<Phase, ImmutableSortedSet<SecretName>> ProbeKeys { get; init; } = ImmutableSortedDictionary<Phase, ImmutableSortedSet<SecretName>>.Empty;

    /// <summary>The keys that the modules of a phase require, and its probes.</summary>
    /// <param name="phase">The phase.</param>
    public ImmutableSortedSet<SecretName> Needed(Phase phase) => ProbeKeys.GetValueOrDefault(phase, []).Union(groups.GetValueOrDefault(phase, []).SelectMany(scoped => scoped.Module.RequiredEnv));

    /// <summary>Reads every row of the secret map, once.</summary>
    public Task<AuthorityReading> ReadAuthorityAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return reading ??= ReadOnceAsync(cancellationToken);
        }
    }

    /// <summary>The values that a phase's run would have.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="cancellationToken">Cancelled = stop.</param>
    public async Task<MergedSecrets> MergeAsync(Phase phase, CancellationToken cancellationToken)
    {
        var needed = Needed(phase);
        var fromBundle = BundleKeys(phase);
        var login = TakesFromAuthority(phase) ? environment!.Authority!.Login.Keys : [];
        var source = fromBundle.Count + login.Count > 0 && bundle.Exists ? (await bundle.OpenAsync(cancellationToken).ConfigureAwait(false)).Only(fromBundle.Union(login)) : SecretBundle.Empty;
        if (TakesFromAuthority(phase) && needed.Except(fromBundle).Count > 0)
        {
            var read = await ReadAuthorityAsync(cancellationToken).ConfigureAwait(false);
            source = source.With(ByKey(read, needed.Except(fromBundle)));
        }

        return new MergedSecrets(needed, source, shell.Of(needed.Union(login)), allowed);
    }

    private bool TakesFromAuthority(Phase phase) => phase is Phase.SteadyState && environment?.Authority is not null;

    private ImmutableSortedSet<SecretName> BundleKeys(Phase phase) =>
        TakesFromAuthority(phase) ? Needed(phase).Intersect(environment!.Authority!.ConnectivityKeys).Except(Map.Rows.Keys) : Needed(phase);

    private async Task<AuthorityReading> ReadOnceAsync(CancellationToken cancellationToken)
    {
        var login = Authority!.Login.Keys;
        var credentials = login.Count > 0 && bundle.Exists ? (await bundle.OpenAsync(cancellationToken).ConfigureAwait(false)).Only(login) : SecretBundle.Empty;
        var authority = openAuthority(environment!, credentials.With(shell.Of(login.Intersect(allowed)).Secrets));
        await using (authority.ConfigureAwait(false))
        {
            return await authority.ReadAsync([.. Map.Rows.Values.Select(row => row.Reference).Distinct()], cancellationToken).ConfigureAwait(false);
        }
    }

    private IEnumerable<KeyValuePair<SecretName, SecretValue>> ByKey(AuthorityReading read, IEnumerable<SecretName> keys)
    {
        var values = read.Found.ToDictionary(secret => secret.Reference, secret => secret.Value);
        return keys.Where(key => Map.Rows.TryGetValue(key, out var row) && values.ContainsKey(row.Reference))
            .Select(key => KeyValuePair.Create(key, values[Map.Rows[key].Reference]));
    }
}
