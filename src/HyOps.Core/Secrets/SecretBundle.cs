using System.Diagnostics.CodeAnalysis;

namespace HyOps.Core.Secrets;

/// <summary>Secrets by name, sorted ordinally; immutable, and nothing of it prints a value.</summary>
public sealed class SecretBundle
{
    // Never changed once it is here. (The immutable collections' sorted dictionary costs a short command a tenth of its time in compilation.)
    private readonly SortedList<SecretName, SecretValue> secrets;

    private SecretBundle(IDictionary<SecretName, SecretValue> secrets) => this.secrets = new(secrets);

    /// <summary>The bundle that holds nothing.</summary>
    public static SecretBundle Empty { get; } = new(new Dictionary<SecretName, SecretValue>());

    /// <summary>How many secrets there are.</summary>
    public int Count => secrets.Count;

    /// <summary>The names, in order.</summary>
    public IEnumerable<SecretName> Names => secrets.Keys;

    /// <summary>The values, in the order of their names.</summary>
    public IEnumerable<SecretValue> Values => secrets.Values;

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
    public SecretBundle With(SecretName name, SecretValue value) => new(new Dictionary<SecretName, SecretValue>(secrets) { [name] = value });

    /// <summary>The same bundle with several values set.</summary>
    /// <param name="pairs">Names with their new values.</param>
    public SecretBundle With(IEnumerable<KeyValuePair<SecretName, SecretValue>> pairs)
    {
        var merged = new Dictionary<SecretName, SecretValue>(secrets);
        foreach (var (name, value) in pairs)
        {
            merged[name] = value;
        }

        return new(merged);
    }

    /// <summary>The same bundle without a name.</summary>
    /// <param name="name">The name.</param>
    public SecretBundle Without(SecretName name)
    {
        var others = new Dictionary<SecretName, SecretValue>(secrets);
        others.Remove(name);
        return new(others);
    }

    /// <summary>Only the named secrets that are there: least privilege for a child.</summary>
    /// <param name="names">The names that somebody may see.</param>
    public SecretBundle Only(IEnumerable<SecretName> names) =>
        From(names.Distinct().Where(secrets.ContainsKey).Select(name => KeyValuePair.Create(name, secrets[name])));
}
