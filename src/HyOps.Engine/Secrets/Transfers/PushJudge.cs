using System.Collections.Immutable;
using HyOps.Core.Authorities;
using HyOps.Core.Environments;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets.Transfers;

/// <summary>Decides for each mapped key what a push may do with its secret.</summary>
internal sealed class PushJudge
{
    private readonly PushOptions options;
    private readonly SecretBundle bundle;
    private readonly ImmutableSortedDictionary<string, SeenVersion> seen;
    private readonly string environment;
    private readonly Dictionary<SecretReference, ReadSecret> found;
    private readonly Dictionary<SecretReference, UnreadSecret> unread;
    private readonly ILookup<SecretReference, MappedSecret> byReference;

    public PushJudge(PushOptions options, SecretBundle bundle, AuthorityReading reading, ImmutableSortedDictionary<string, SeenVersion> seen, IEnumerable<MappedSecret> rows, string environment)
    {
        (this.options, this.bundle, this.seen, this.environment) = (options, bundle, seen, environment);
        found = reading.Found.ToDictionary(one => one.Reference);
        unread = reading.Unread.ToDictionary(one => one.Reference);
        byReference = rows.Where(row => bundle.Holds(row.Key)).ToLookup(row => row.Reference);
    }

    public PushedKey Judge(MappedSecret row)
    {
        var key = new PushedKey(row.Key, row.Reference, PushOutcome.Unchanged);
        if (row.Reference.Version is not null)
        {
            return Left(key, PushOutcome.Pinned, "is pinned to a version by the map", $"take the pin off in {row.Location}, or set the value at the authority and pin its new version");
        }

        if (!bundle.Holds(row.Key))
        {
            return Left(key, PushOutcome.NotInBundle, "has no value in the bundle", $"hyops secrets set --env {environment} {row.Key}=-");
        }

        return ConflictOf(row) is { } other
            ? key with { Outcome = PushOutcome.Failed, Problem = $"is also mapped to {other.Key}, which has another value in the bundle", Fix = $"map {row.Key} and {other.Key} to secrets of their own, or give them one value" }
            : Compare(key);
    }

    /// <summary>The versions whose values the bundle holds already.</summary>
    public IEnumerable<SecretVersion> InStep(IEnumerable<PushedKey> keys) =>
        keys.Where(key => key.Outcome is PushOutcome.Unchanged && found.ContainsKey(key.Reference)).Select(key => found[key.Reference].Version);

    private PushedKey Compare(PushedKey key)
    {
        if (!found.TryGetValue(key.Reference, out var current))
        {
            return CompareUnread(key, unread.GetValueOrDefault(key.Reference));
        }

        bundle.TryGet(key.Name, out var value);
        var known = current.Version.Version;
        return current.Value.Equals(value) ? key with { Version = known }
            : options.Overwrite || seen.GetValueOrDefault(key.Reference.Name)?.Version == known ? key with { Outcome = PushOutcome.Updated }
            : key with
            {
                Outcome = PushOutcome.Newer,
                Version = known,
                Problem = seen.ContainsKey(key.Reference.Name) ? "was changed in the authority since the bundle was last in step with it" : "has another value in the authority, which the bundle never had",
                Fix = $"take it over: hyops secrets akv-sync --env {environment}; or replace it: hyops secrets akv-push --env {environment} --overwrite {key.Name}",
            };
    }

    private PushedKey CompareUnread(PushedKey key, UnreadSecret? unread) => unread?.Reason switch
    {
        UnreadReason.NotFound => key with { Outcome = PushOutcome.Created },

        // There is something, and nobody can tell what: a new version may be what the operator wants, but only they know.
        UnreadReason.Disabled or UnreadReason.Expired or UnreadReason.NotYetValid or UnreadReason.Forbidden => options.Overwrite
            ? key with { Outcome = PushOutcome.Updated }
            : key with { Outcome = PushOutcome.Failed, Problem = $"{unread.Message}, so it cannot be compared", Fix = $"{unread.Fix}; or replace it: hyops secrets akv-push --env {environment} --overwrite {key.Name}" },
        _ => key with { Outcome = PushOutcome.Failed, Problem = unread?.Message ?? "was not given", Fix = unread?.Fix },
    };

    private MappedSecret? ConflictOf(MappedSecret row)
    {
        bundle.TryGet(row.Key, out var value);
        return byReference[row.Reference].FirstOrDefault(other => bundle.TryGet(other.Key, out var its) && !its.Equals(value));
    }

    // Nothing to complain of where it was not asked for by name.
    private PushedKey Left(PushedKey key, PushOutcome outcome, string problem, string fix) =>
        options.Keys.Contains(key.Name) ? key with { Outcome = outcome, Problem = problem, Fix = fix } : key with { Outcome = outcome };
}
