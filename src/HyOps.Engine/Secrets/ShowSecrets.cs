using System.Collections.Immutable;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Secrets;

/// <summary>Which secrets to show.</summary>
public sealed record ShowOptions
{
    /// <summary>The keys; none means all.</summary>
    public ImmutableArray<SecretName> Keys { get; init; } = [];

    /// <summary><c>--reveal</c>: with the values; the keys must then be named.</summary>
    public bool Reveal { get; init; }
}

/// <summary>One secret as it may be shown.</summary>
/// <param name="Name">The key.</param>
/// <param name="IsSet">Whether it has a value that is not empty.</param>
/// <param name="Kind">What it holds, by its name.</param>
/// <param name="Problem">What is wrong with its value, in words that follow the key's name; null where nothing is.</param>
/// <param name="Value">The value, only where it was asked for.</param>
public sealed record ShownSecret(SecretName Name, bool IsSet, SecretKind Kind, string? Problem, SecretValue? Value);

/// <summary>Shows what the bundle holds: names, whether they are set, and problems; values only on request.</summary>
/// <param name="store">The bundle.</param>
public sealed class ShowSecrets(BundleStore store)
{
    /// <summary>Does it.</summary>
    /// <param name="options">What to show.</param>
    /// <param name="cancellationToken">Ends the wait for the password.</param>
    /// <exception cref="BundleException">There is no bundle, or values are asked for without naming their keys or of keys that are not set.</exception>
    public async Task<ImmutableArray<ShownSecret>> RunAsync(ShowOptions options, CancellationToken cancellationToken)
    {
        if (options is { Reveal: true, Keys.IsEmpty: true })
        {
            throw BundleException.Operator("--reveal shows values, and no key is named", $"name the keys: hyops secrets show --env {store.EnvironmentName} --reveal KEY…");
        }

        var bundle = await store.OpenAsync(cancellationToken);
        var keys = options.Keys.IsEmpty ? [.. bundle.Names] : options.Keys;
        var missing = keys.Where(key => !bundle.Holds(key)).ToList();
        return options.Reveal && missing.Count > 0
            ? throw BundleException.MissingKeys(store.FilePath, missing, store.EnvironmentName)
            : [.. keys.Select(key => Shown(bundle, key, options.Reveal))];
    }

    private static ShownSecret Shown(SecretBundle bundle, SecretName key, bool reveal)
    {
        var kind = SecretKinds.ByName(key).Kind;
        return bundle.TryGet(key, out var value)
            ? new ShownSecret(key, !value.IsEmpty, kind, SecretKindCheck.ProblemOf(kind, value), reveal ? value : null)
            : new ShownSecret(key, false, kind, null, null);
    }
}
