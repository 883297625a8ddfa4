using System.Collections.Immutable;
using HyOps.Core.Secrets;

namespace HyOps.Core.Commands;

/// <summary>
/// The whole environment of a child process: plain variables and secrets, kept apart so that only names of the latter are ever shown.
/// It starts empty; nothing is inherited.
/// </summary>
public sealed record ChildEnvironment
{
    /// <summary>No variable at all.</summary>
    public static ChildEnvironment Empty { get; } = new();

    /// <summary>Variables that anybody may read.</summary>
    public ImmutableSortedDictionary<string, string> Plain { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Variables whose values are secrets. They win over plain ones of the same name.</summary>
    public ImmutableSortedDictionary<string, SecretValue> Secrets { get; init; } =
        ImmutableSortedDictionary<string, SecretValue>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The same environment with one plain variable set.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">Its value.</param>
    public ChildEnvironment With(string name, string value) => this with { Plain = Plain.SetItem(name, value) };

    /// <summary>The same environment with one secret variable set.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">Its value.</param>
    public ChildEnvironment With(string name, SecretValue value) => this with { Secrets = Secrets.SetItem(name, value) };

    /// <summary>The same environment with every secret of the bundle under its own name.</summary>
    /// <param name="bundle">The secrets that this child may see.</param>
    public ChildEnvironment With(SecretBundle bundle) =>
        this with { Secrets = Secrets.SetItems(bundle.Secrets.Select(pair => KeyValuePair.Create(pair.Key.Value, pair.Value))) };
}
