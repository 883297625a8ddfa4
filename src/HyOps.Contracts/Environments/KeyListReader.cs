using System.Collections.Immutable;
using HyOps.Contracts.Reading;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Contracts.Environments;

/// <summary>Reads names of environment keys.</summary>
internal sealed class KeyListReader(MapReader reader, ProblemList problems)
{
    public ImmutableHashSet<SecretName> Read(string key) =>
        [.. reader.Texts(key).Select(text => Parse(key, text)).OfType<SecretName>()];

    /// <summary>One key.</summary>
    public SecretName? ReadOne(string key, bool required) => reader.Text(key, required) is { } text ? Parse(key, text) : null;

    // What is no name may be a value: it is not repeated.
    private SecretName? Parse(string key, string text)
    {
        if (SecretName.TryParse(text, out var name))
        {
            return name;
        }

        problems.Error(
            ProblemCodes.BadValue, reader.LocationOf(key), $"{reader.PathOf(key)} holds something that is not the name of a variable", "Use [A-Z_][A-Z0-9_]*.", reader.PathOf(key));
        return null;
    }
}
