using System.Collections.Immutable;
using HyOps.Core.Configuration;

namespace HyOps.Core.Modules;

/// <summary>Which rules of inputs.env_contract count with these inputs.</summary>
internal static class EnvConditions
{
    /// <summary>Whether a field counts: null where no rule names it, else whether one of its rules' conditions holds.</summary>
    public static bool? IsActive(JudgedInputs judged, InputField field)
    {
        bool? active = null;
        foreach (var rule in judged.Contract.EnvContract.Where(rule => rule.Requires.Any(path => Names(judged, path, field))))
        {
            active = active is true || Holds(judged, rule);
        }

        return active;
    }

    /// <summary>Whether all conditions of a rule hold. What a wire will bring is unknown, and counts as holding.</summary>
    public static bool Holds(JudgedInputs judged, ConditionalReferences rule) =>
        rule.When.All(condition => Holds(judged, condition.Key, condition.Value));

    private static bool Holds(JudgedInputs judged, string path, ImmutableArray<string> texts) =>
        judged.Options.Wired.Contains(path.Split('.')[0])
        || (judged.Inputs.At(path) is ConfigScalar scalar && texts.Any(text => Same(scalar, text)));

    private static bool Same(ConfigScalar scalar, string text) =>
        scalar.AsBoolean is { } boolean ? text.Equals(boolean ? "true" : "false", StringComparison.OrdinalIgnoreCase) : scalar.Text == text;

    // A name without a path means the top-level field; where there is none, a field of that name at any depth.
    private static bool Names(JudgedInputs judged, string path, InputField field) =>
        field.Path == path || (field.Name == path && judged.Inputs[path] is null);
}
