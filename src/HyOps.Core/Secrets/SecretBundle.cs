using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace HyOps.Core.Secrets;

/// <summary>Secrets by name, sorted ordinally; immutable, and nothing of it prints a value.</summary>
public sealed class SecretBundle
{
    private readonly ImmutableSortedDictionary<SecretName, SecretValue> secrets;

    private SecretBundle(ImmutableSortedDictionary<SecretName, SecretValue> secrets) => this.secrets = secrets;

    /// <summary>The bundle that holds nothing.</summary>
    public static SecretBundle Empty { get; } = new(ImmutableSortedDictionary<SecretName, SecretValue>.Empty);

    /// <summary>How many secrets there are.</summary>
    public int Count => secrets.Count;

    /// <summary>The names, in order.</summary>
    public IEnumerable<SecretName> Names => secrets.Keys;

    /// <summary>The pairs, in the order of their names.</summary>
    public IEnumerable<KeyValuePair<SecretName, SecretValue>> Secrets => secrets;

    /// <summary>Builds a bundle; a later pair of the same name replaces an earlier one.</summary>
    /// <param name="pairs">Names with their values.</param>
    public static SecretBundle From(IEnumerable<KeyValuePair<SecretName, SecretValue>> pairs) => Empty.With(pairs);

    /// <summary>The value of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value, where there is one.</param>
    public bool TryGet(SecretName name, [NotNullWhen(true)] out SecretValue? value) => secrets.TryGetValue(name, out value);

    /// <summary>Whether the name has a value that is not empty.</summary>
    /// <param name="name">The name.</param>
    public bool Holds(SecretName name) => TryGet(name, out var value) && !value.IsEmpty;

    /// <summary>The same bundle with one value set.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">Its new value.</param>
    public SecretBundle With(SecretName name, SecretValue value) => new(secrets.SetItem(name, value));

    /// <summary>The same bundle with several values set.</summary>
    /// <param name="pairs">Names with their new values.</param>
    public SecretBundle With(IEnumerable<KeyValuePair<SecretName, SecretValue>> pairs) => new(secrets.SetItems(pairs));

    /// <summary>The same bundle without a name.</summary>
    /// <param name="name">The name.</param>
    public SecretBundle Without(SecretName name) => new(secrets.Remove(name));

    /// <summary>Only the named secrets that are there: least privilege for a child.</summary>
    /// <param name="names">The names that somebody may see.</param>
    public SecretBundle Only(IEnumerable<SecretName> names) =>
        From(names.Distinct().Where(secrets.ContainsKey).Select(name => KeyValuePair.Create(name, secrets[name])));
}
