using HyOps.Core.Redaction;
using HyOps.Core.Secrets;

namespace HyOps.Engine.Phases;

/// <summary>What the operator's shell holds of a phase's keys.</summary>
/// <param name="variables">The environment of this process.</param>
/// <param name="masker">Learns the values before anybody gets them.</param>
internal sealed class ShellValues(IReadOnlyDictionary<string, string> variables, Masker masker)
{
    /// <summary>The keys that have a value that is not empty.</summary>
    public SecretBundle Of(IEnumerable<SecretName> names)
    {
        var held = SecretBundle.From(names
            .Where(name => variables.GetValueOrDefault(name.Value) is { Length: > 0 })
            .Select(name => KeyValuePair.Create(name, SecretValue.From(variables[name.Value]))));
        masker.Register(held.Values);
        return held;
    }
}
