using System.Collections.Immutable;
using HyOps.Core.Configuration;
using HyOps.Core.Problems;
using HyOps.Core.Secrets;

namespace HyOps.Core.Modules;

/// <summary>Reads required_env and required_env_destroy.</summary>
internal static class RequiredKeys
{
    public static ImmutableSortedSet<SecretName> Read(ConfigMap inputs, string field, ProblemList problems)
    {
        switch (inputs[field])
        {
            case null or ConfigScalar { IsNull: true }:
                return [];
            case ConfigList list:
                return [.. list.Items.Select((item, index) => ReadItem(item, $"inputs.{field}[{index}]", problems)).OfType<SecretName>()];
            case var other:
                problems.Error(
                    ProblemCodes.WrongKind, other.Location, $"inputs.{field} is not a list",
                    $"Write it as a list of names: {field}: [NAME].", $"inputs.{field}");
                return [];
        }
    }

    private static SecretName? ReadItem(ConfigNode item, string field, ProblemList problems)
    {
        var text = (item as ConfigScalar)?.Text;
        if (text is not null && !SecretShapes.LooksLikeValue(text) && SecretName.TryParse(text, out var name))
        {
            return name;
        }

        problems.Error(
            ProblemCodes.RequiredEnvNotAName, item.Location,
            $"{field} is not the name of an environment variable (not shown: it may be a value)",
            "Name the variable ([A-Z_][A-Z0-9_]*), and set its value with hyops secrets set.", field);
        return null;
    }
}
